using System.Diagnostics;
using System.Globalization;

namespace DevChain.Processes;

/// <summary>A program that ends with this process, however this process ends.</summary>
/// <remarks>
/// A small watchdog shares the program's life and waits on a pipe that only this process holds open. When the pipe
/// closes - because of <see cref="StopAsync"/>, or because this process was killed - the watchdog ends the program.
/// The program takes the place of the shell that started the watchdog, so <see cref="Id"/> and the exit code are its own.
/// </remarks>
public sealed class ChildProcess : IAsyncDisposable
{
    // The watchdog is detached twice, so that the program never meets a child that it did not start. It ignores
    // the signals of the terminal: it has to outlive whatever is ending this process.
    private const string Script = """
        exec 3<&0
        signal=$1; tenths=$2; folder=$3; shift 3
        end() {
          kill -"$signal" $$ || return
          while [ "$tenths" -gt 0 ]; do
            sleep 0.1
            kill -0 $$ || return
            tenths=$((tenths - 1))
          done
          kill -KILL $$
          sleep 0.1
        }
        ( (
          trap "" INT HUP TERM
          read -r _ <&3 || end
          [ -z "$folder" ] || rm -rf -- "$folder"
        ) >/dev/null 2>&1 & )
        exec "$@" 3<&- </dev/null
        """;

    private readonly ChildProcessOptions _options;
    private readonly Process _process;
    private readonly Queue<string> _lastLines = [];
    private readonly Lock _gate = new();
    private bool _stopping;

    private ChildProcess(ChildProcessOptions options, Process process)
    {
        _options = options;
        _process = process;
        Id = process.Id;
        Exited = WaitAsync();
    }

    /// <summary>The program's process id.</summary>
    public int Id { get; }

    /// <summary>Completes with the exit code once the program has ended and its output was read; 128 + n after signal n.</summary>
    public Task<int> Exited { get; }

    /// <summary>Whether the program has ended and its output was read.</summary>
    public bool HasExited => Exited.IsCompleted;

    /// <summary>The last lines of both outputs together, for a message about why it ended.</summary>
    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lastLines];
            }
        }
    }

    /// <summary>Starts the program.</summary>
    /// <exception cref="FileNotFoundException">There is no such program.</exception>
    /// <exception cref="PlatformNotSupportedException">Windows: there is no shell to hold the watchdog.</exception>
    public static ChildProcess Start(ChildProcessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("child processes are started through a POSIX shell: use Linux, macOS or WSL");
        }

        var file = ExecutableFile.Find(options.FileName)
            ?? throw new FileNotFoundException($"there is no program {options.FileName}", options.FileName);
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.WorkingFolder ?? string.Empty,
        };
        var tenths = ((int)(options.StopGrace.TotalSeconds * 10)).ToString(CultureInfo.InvariantCulture);
        string[] shell = ["-c", Script, "sh", options.StopSignal, tenths, options.FolderToRemove ?? string.Empty, file];
        foreach (var argument in shell.Concat(options.Arguments))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(options, Process.Start(start)!);
    }

    /// <summary>Asks the program to end, kills it when it does not, and waits until it is gone.</summary>
    public async Task StopAsync()
    {
        ReleaseWatchdog(programEnded: false);
        try
        {
            await Exited.WaitAsync(_options.StopGrace + TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            // The watchdog itself was killed.
            Kill();
            await Exited;
        }
    }

    /// <summary>Kills the program at once (SIGKILL).</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    /// <summary>As <see cref="StopAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await Task.WhenAll(
            ReadAsync(_process.StandardOutput, _options.OnOutput), ReadAsync(_process.StandardError, _options.OnError));
        await _process.WaitForExitAsync();
        ReleaseWatchdog(programEnded: true);
        return _process.ExitCode;
    }

    private async Task ReadAsync(StreamReader reader, Action<string>? onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_gate)
            {
                _lastLines.Enqueue(line);
                if (_lastLines.Count > _options.LastLinesMax)
                {
                    _lastLines.Dequeue();
                }
            }

            onLine?.Invoke(line);
        }
    }

    private void ReleaseWatchdog(bool programEnded)
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _stopping = true;
        }

        try
        {
            if (programEnded)
            {
                // A line says that there is nothing left to end: the id may belong to another program by now.
                _process.StandardInput.Write("ended\n");
            }

            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The watchdog has gone.
        }
    }
}
