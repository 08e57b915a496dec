using Microsoft.Extensions.Logging;
using Node.Composition;
using Node.Core.Randomness;
using Node.Eth.Keys;
using Node.Http;
using Node.Profiling;
using Xunit;

namespace Node.Tests.Nodes;

/// <summary>A node in this process, on a free port and a folder of its own, for all tests of a class.</summary>
public sealed class TestNode : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private NodeHost? _host;
    private TestApi? _api;
    private TestApi? _nobody;

    /// <summary>Calls with the administrator's token.</summary>
    public TestApi Api => _api!;

    /// <summary>Calls without a token.</summary>
    public TestApi Nobody => _nobody!;

    /// <summary>Where it listens.</summary>
    public Uri Url => new(_host!.Address);

    internal NodeHost Host => _host!;

    internal string Folder => _folder.Path;

    /// <summary>Starts with the defaults of the tests.</summary>
    public async ValueTask InitializeAsync() => await StartAsync(Options(_folder.Path));

    internal static async Task<TestNode> StartNewAsync(Func<NodeOptions, NodeOptions> change, TimeProvider? time = null)
    {
        var node = new TestNode();
        await node.StartAsync(change(Options(node._folder.Path)), time);
        return node;
    }

    /// <summary>A quiet node that listens on any free port and derives its keys quickly.</summary>
    internal static NodeOptions Options(string folder) => new()
    {
        DataFolder = folder,
        Http = new HttpOptions { Port = 0, BodyBytesMax = 64 * 1024 },
        Keystore = new KeystoreOptions { ScryptN = 1 << 14 },
        Log = new LogOptions { Level = LogLevel.Error },

        // A busy machine is nothing to gather profiles of.
        AutoPprof = new AutoPprofOptions { Enabled = false },
    };

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        _nobody?.Dispose();
        if (Interlocked.Exchange(ref _host, null) is { } host)
        {
            await host.DisposeAsync();
        }

        if (Directory.Exists(_folder.Path))
        {
            _folder.Dispose();
        }
    }

    private async Task StartAsync(NodeOptions options, TimeProvider? time = null)
    {
        _host = await NodeHost.StartAsync(options, time ?? TimeProvider.System, new SystemRandomSource(), CancellationToken.None);
        var token = _host.NewToken ?? throw new InvalidOperationException("a new folder has no tokens");
        _api = new TestApi(Url, token.AccessKey, token.Secret);
        _nobody = new TestApi(Url);

        // A busy machine may answer the first round of checks too late; the next one is a second away.
        var startedAt = TimeProvider.System.GetTimestamp();
        while ((await _nobody.GetAsync("/ready")).Status != System.Net.HttpStatusCode.OK && TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(20))
        {
            await Task.Delay(50);
        }
    }
}
