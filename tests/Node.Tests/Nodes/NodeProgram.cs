using System.Collections.Concurrent;
using System.Globalization;
using DevChain;
using DevChain.Nodes;
using DevChain.Processes;
using Xunit;

namespace Node.Tests.Nodes;

/// <summary>The real program with its two outputs apart; nobody waits until it is ready, since here it often will not be.</summary>
internal sealed class NodeProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly ChildProcess _process;
    private readonly ConcurrentQueue<string> _out;
    private readonly ConcurrentQueue<string> _error;

    private NodeProgram(ChildProcess process, int port, ConcurrentQueue<string> @out, ConcurrentQueue<string> error)
    {
        _process = process;
        _out = @out;
        _error = error;
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        Api = new TestApi(Url);
    }

    /// <summary>Where it should listen.</summary>
    public Uri Url { get; }

    /// <summary>Calls without a token.</summary>
    public TestApi Api { get; }

    public int Id => _process.Id;

    public IReadOnlyList<string> Out => [.. _out];

    public IReadOnlyList<string> Error => [.. _error];

    /// <summary>Both outputs, for a message.</summary>
    public string Said => string.Join('\n', [.. _out, .. _error]);

    /// <summary>The value that the first start printed after a name, e.g. <c>API key</c>.</summary>
    public string Printed(string name) =>
        _out.Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..].Trim();

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts the program in <paramref name="folder"/>, which is its data folder too.</summary>
    public static NodeProgram Start(string folder, IReadOnlyDictionary<string, string>? settings = null, params string[] arguments) =>
        Start(NodeProcess.FindProgram(), folder, settings, arguments);

    /// <summary>Starts the program composed so that it is killed at the commit that a file names.</summary>
    public static NodeProgram StartCrashing(string folder, IReadOnlyDictionary<string, string> settings, string crashFile)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "Debug";
        return Start(
            RepositoryFolder.Combine("tests", "Node.CrashHost", "bin", configuration, "net10.0", "Node.CrashHost"), folder, settings, [crashFile, "start"]);
    }

    private static NodeProgram Start(string program, string folder, IReadOnlyDictionary<string, string>? settings, string[] arguments)
    {
        var port = settings?.GetValueOrDefault("Http__Port") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : FreePort.Next();
        var environment = new Dictionary<string, string?>
        {
            ["NODE_DataFolder"] = folder,
            ["NODE_Keystore__ScryptN"] = "16384",
            ["NODE_Http__Port"] = port.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            environment[$"NODE_{name}"] = value;
        }

        ConcurrentQueue<string> output = new();
        ConcurrentQueue<string> error = new();
        var process = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = program,
            Arguments = arguments,
            WorkingFolder = folder,
            Environment = environment,
            StopGrace = TimeSpan.FromSeconds(20),
            OnOutput = output.Enqueue,
            OnError = error.Enqueue,
        });
        return new NodeProgram(process, port, output, error);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        try
        {
            return await _process.Exited.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"the node did not end within {Patience}. It said:\n{Said}");
            throw;
        }
    }

    /// <summary>Waits until <paramref name="path"/> answers with a status.</summary>
    public async Task<ApiAnswer> UntilAsync(string path, System.Net.HttpStatusCode status)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var last = "nobody listens";
        while (TimeProvider.System.GetElapsedTime(startedAt) < Patience && !_process.HasExited)
        {
            try
            {
                var answer = await Api.GetAsync(path);
                if (answer.Status == status)
                {
                    return answer;
                }

                last = answer.ToString();
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(Poll, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"{path} did not come to {status}: {last}. The node said:\n{Said}");
        return null!;
    }

    /// <summary>Asks it to stop (SIGTERM) and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        await _process.StopAsync();
        return await _process.Exited;
    }

    /// <summary>Kills it (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.Exited;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _process.DisposeAsync();
    }
}
