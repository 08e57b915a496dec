using System.Globalization;
using DevChain.Processes;

namespace DevChain.Nodes;

/// <summary>The real node as a process of its own; it ends with this process, however this process ends.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private const string KeyLine = "API key: ";
    private const string SecretLine = "API secret: ";

    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(50);

    private readonly ChildProcess _process;

    private NodeProcess(ChildProcess process, Uri url, NodeCredentials credentials)
    {
        _process = process;
        Url = url;
        Credentials = credentials;
        Api = new NodeApi(url, credentials);
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Its API token.</summary>
    public NodeCredentials Credentials { get; }

    /// <summary>Calls to it, with its token.</summary>
    public NodeApi Api { get; }

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Completes with its exit code once it has ended.</summary>
    public Task<int> Exited => _process.Exited;

    /// <summary>The last lines that it printed.</summary>
    public IReadOnlyList<string> LastLines => _process.LastLines;

    /// <summary>The program, as the build of this configuration left it.</summary>
    /// <exception cref="FileNotFoundException">The node was not built.</exception>
    public static string FindProgram()
    {
        // .../bin/CONFIGURATION/net10.0/
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "Debug";
        var file = RepositoryFolder.Combine("src", "Node", "bin", configuration, "net10.0", "oracle-node");
        return File.Exists(file)
            ? file
            : throw new FileNotFoundException($"there is no {file}: build the solution (`dotnet build Node.sln -c {configuration}`)", file);
    }

    /// <summary>Starts a node and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the message has its last lines.</exception>
    public static async Task<NodeProcess> StartAsync(NodeProcessOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var port = options.Port == 0 ? FreePort.Next() : options.Port;
        var settings = new Dictionary<string, string>(options.Settings)
        {
            ["DataFolder"] = options.DataFolder,
            ["Http__Port"] = port.ToString(CultureInfo.InvariantCulture),
        };
        var key = new TaskCompletionSource<string>();
        var secret = new TaskCompletionSource<string>();
        var process = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = options.Program ?? FindProgram(),
            Arguments = ["start"],
            // A folder of its own: the node must not find the settings of whoever starts it.
            WorkingFolder = options.DataFolder,
            Environment = settings.ToDictionary(pair => $"NODE_{pair.Key}", string? (pair) => pair.Value),
            FolderToRemove = options.FolderToRemove,
            StopGrace = TimeSpan.FromSeconds(15),
            OnOutput = line =>
            {
                Take(line, KeyLine, key);
                Take(line, SecretLine, secret);
                options.OnOutput?.Invoke(line);
            },
            OnError = options.OnOutput,
        });
        try
        {
            var url = new Uri($"http://127.0.0.1:{port}");
            await WaitUntilReadyAsync(process, url, options.StartTimeout, cancellationToken);
            var credentials = options.Credentials
                ?? new NodeCredentials(await key.Task.WaitAsync(ReadyPoll, cancellationToken), await secret.Task.WaitAsync(ReadyPoll, cancellationToken));
            return new NodeProcess(process, url, credentials);
        }
        catch (TimeoutException e)
        {
            await process.DisposeAsync();
            throw new InvalidOperationException(
                $"the node printed no API token on its first start. It said:\n{string.Join('\n', process.LastLines)}", e);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills it at once (SIGKILL), as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.Exited;
    }

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _process.DisposeAsync();
    }

    private static async Task WaitUntilReadyAsync(ChildProcess process, Uri url, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var api = new NodeApi(url);
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!await api.IsReadyAsync(cancellationToken))
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(startedAt) > timeout)
            {
                var what = process.HasExited ? $"ended with exit code {await process.Exited}" : $"was not ready within {timeout}";
                throw new InvalidOperationException($"the node {what}. It said:\n{string.Join('\n', process.LastLines)}");
            }

            await Task.Delay(ReadyPoll, cancellationToken);
        }
    }

    private static void Take(string line, string prefix, TaskCompletionSource<string> found)
    {
        if (line.StartsWith(prefix, StringComparison.Ordinal))
        {
            found.TrySetResult(line[prefix.Length..].Trim());
        }
    }
}
