using System.Globalization;
using System.Net;
using DevChain.Processes;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost;

/// <summary>The real program under all kinds of work, whose database is about to fail.</summary>
internal sealed class WholeNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly CrashOutside _outside;
    private readonly CrashChain _chain;
    private readonly CrashWork _work;
    private NodeProgram? _node;
    private TestApi? _api;

    private WholeNode(CrashOutside outside, CrashChain chain)
    {
        (_outside, _chain) = (outside, chain);
        _work = new CrashWork(outside, chain);
    }

    /// <summary>How many different runs were looked at.</summary>
    public int Checked => _work.Checked;

    public string DatabaseFile => _folder.File("node.db");

    private NodeProgram Node => _node!;

    /// <summary>Starts one on a database; null for a file of its own.</summary>
    public static async Task<WholeNode> StartAsync(string? databaseUrl)
    {
        var whole = new WholeNode(await CrashOutside.StartAsync(), await CrashChain.StartAsync());
        var settings = NodeSettingsOf(whole._outside, whole._chain, FreePort.Next(), databaseUrl);

        // Keys that are too old are looked for again and again.
        settings["Runs__KeyAgeMax"] = "2m";
        settings["Runs__DurationMax"] = "30s";
        settings["Runs__SuspendedAgeMax"] = "1m";
        whole._node = NodeProgram.Start(whole._folder.Path, settings, "start");
        await whole.Node.UntilAsync("/ready", HttpStatusCode.OK);
        whole._api = new TestApi(whole.Node.Url, whole.Node.Printed("API key"), whole.Node.Printed("API secret")) { ThrowsWhenUnavailable = true };
        await whole._work.PrepareAsync(whole._api);
        return whole;
    }

    /// <summary>What all nodes of these tests are started with.</summary>
    public static Dictionary<string, string> NodeSettingsOf(CrashOutside outside, CrashChain chain, int port, string? databaseUrl)
    {
        var settings = new Dictionary<string, string>
        {
            ["Http__Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Http__RunWaitMax"] = "300ms",
            ["OutboundHttp__AllowedHosts__0__Host"] = outside.Host,
            ["OutboundHttp__AllowedHosts__0__Jobs__0"] = "*",
            ["Runs__LeaseTime"] = "1s",
            ["Chains__0__ChainId"] = chain.Id.ToString(CultureInfo.InvariantCulture),
            ["Chains__0__RpcUrls__0"] = chain.Url.AbsoluteUri,
            ["Chains__0__HeadPollInterval"] = "100ms",
            ["Chains__0__Transactions__PollInterval"] = "100ms",
        };
        if (databaseUrl is not null)
        {
            settings["Database__Url"] = databaseUrl;
        }

        return settings;
    }

    /// <summary>Works on, round after round, while something happens to the database; a call that is refused meanwhile is asked again later.</summary>
    public async Task WorkWhileAsync(Func<Task> fault)
    {
        await _work.RoundAsync(_api!);
        using var stop = new CancellationTokenSource();
        var working = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await _work.RoundAsync(_api!);
            }
        });
        await fault();
        await stop.CancelAsync();
        await working.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    /// <summary>Whatever has become of the database: the process lives.</summary>
    public async Task CheckLivesAsync() => Assert.Equal(HttpStatusCode.OK, (await Node.Api.GetAsync("/live")).Status);

    /// <summary>Waits until a run is accepted, executed and stored again.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> UntilRunsAsync(TimeSpan within)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!await _work.TryOneAsync(_api!))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < within, $"no run was finished within {within}. The node said:\n{Node.Said}");
        }

        await Node.UntilAsync("/ready", HttpStatusCode.OK);
        var took = TimeProvider.System.GetElapsedTime(startedAt);
        Assert.True(took < within, $"it took {took} until the node was ready again. It said:\n{Node.Said}");
        return took;
    }

    /// <summary>All that was asked for is there once.</summary>
    public async Task CheckAsync()
    {
        try
        {
            await _work.CheckAsync(_api!, Patience);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.Message}\nThe node said:\n{Node.Said}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        await _chain.DisposeAsync();
        await _outside.DisposeAsync();
        _folder.Dispose();
    }
}
