using System.Numerics;
using DevChain.Chains;
using DevChain.Contracts;
using DevChain.Nodes;
using DevChain.Prices;
using DevChain.Processes;
using Node.Core.Storage;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Testing;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost;

/// <summary>A chain with a block each second, contracts, slow sources, and a node that is killed again and again.</summary>
internal sealed class KillWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly AbiEvent OracleResponse = AbiEvent.Parse("OracleResponse(bytes32 indexed requestId)");

    private readonly TestFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private readonly string? _databaseUrl;
    private readonly AnvilProcess _chain;
    private readonly DevContracts _contracts;
    private readonly SlowPrices _prices;
    private readonly SlowRpc _rpc;
    private readonly Guid _jobId = Guid.NewGuid();
    private NodeProcess? _node;
    private NodeCredentials? _credentials;
    private Address _key;
    private string _job = "";

    private KillWorld(AnvilProcess chain, DevContracts contracts, SlowPrices prices, SlowRpc rpc, string? databaseUrl) =>
        (_chain, _contracts, _prices, _rpc, _databaseUrl) = (chain, contracts, prices, rpc, databaseUrl);

    /// <summary>The database, to be read while no node has it.</summary>
    public DatabaseUrl Database => _databaseUrl is null ? DatabaseUrl.ForSqlite(_folder.File("node.db")) : DatabaseUrl.Parse(_databaseUrl);

    private NodeProcess Node => _node ?? throw new InvalidOperationException("the node is dead");

    public static async Task<KillWorld> BuildAsync(SeededRandom random, string? databaseUrl)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var chain = await AnvilProcess.StartAsync(new AnvilOptions { BlockTime = TimeSpan.FromSeconds(1) }, cancellationToken);
        var contracts = await DevContracts.DeployAsync(chain, cancellationToken: cancellationToken);
        var world = new KillWorld(
            chain, contracts, await SlowPrices.StartAsync(random, 400), await SlowRpc.StartAsync(chain.RpcUrl, random, 300), databaseUrl);
        await world.StartNodeAsync();
        world._credentials = world.Node.Credentials;
        world._key = await world.Node.Api.CreateKeyAsync(chain.Options.ChainId, cancellationToken);
        await chain.ExecuteNowAsync(world._key.ToString(), [], 100 * DevContracts.Link, cancellationToken);
        await contracts.AuthoriseAsync([world._key], cancellationToken);
        var spec = PriceJob.Spec(world._jobId, chain.Options.ChainId, contracts, world._prices.Sources);
        world._job = await world.Node.Api.CreateJobAsync(spec, cancellationToken);
        return world;
    }

    /// <summary>Makes requests and waits until they are in a block.</summary>
    public async Task<IReadOnlyList<Hash32>> RequestAsync(int count)
    {
        var requests = await Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
            _contracts.RequestPriceAsync(JobTopic.FromText(_jobId), cancellationToken: TestContext.Current.CancellationToken)));
        return [.. requests.Select(request => request.RequestId)];
    }

    public async Task KillAsync()
    {
        await Node.KillAsync();
        await Node.DisposeAsync();
        _node = null;
    }

    public async Task StartNodeAsync() => _node = await NodeProcess.StartAsync(
        new NodeProcessOptions { DataFolder = _folder.Path, Port = _port, Credentials = _credentials, Settings = Settings() },
        TestContext.Current.CancellationToken);

    /// <summary>Waits until the consumer has an answer to each request.</summary>
    public async Task UntilAnsweredAsync(IReadOnlyCollection<Hash32> requests)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        foreach (var request in requests)
        {
            while (await _contracts.ReadAnswerAsync(request, TestContext.Current.CancellationToken) is null)
            {
                Assert.True(
                    TimeProvider.System.GetElapsedTime(startedAt) < Patience,
                    $"request {request} was not answered within {Patience}. The node said:\n{string.Join('\n', Node.LastLines)}");
                await Task.Delay(Poll, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Each request has exactly one answer, one response in the logs and one finished run; and the key sent nothing else.</summary>
    public async Task CheckExactlyOnceAsync(IReadOnlyCollection<Hash32> requests)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        foreach (var request in requests)
        {
            Assert.Equal(new BigInteger(300125000000), await _contracts.ReadAnswerAsync(request, cancellationToken));
        }

        Assert.Equal(requests.Count, await _contracts.ReadAnswerCountAsync(cancellationToken));
        var filter = new { address = _contracts.Oracle.ToString(), fromBlock = "0x0", topics = new[] { OracleResponse.Topic0.ToString() } };
        var answered = (await _chain.Rpc.CallAsync("eth_getLogs", [filter], cancellationToken)).EnumerateArray()
            .Select(log => Hash32.Parse(log.GetProperty("topics")[1].GetString()!)).ToList();
        Assert.Equal(requests.Order(), answered.Order());

        // A second transaction for a request would revert and leave no log: it would still take a nonce.
        var sent = await _chain.Rpc.CallAsync("eth_getTransactionCount", [_key.ToString(), "pending"], cancellationToken);
        Assert.Equal(requests.Count, DevRpc.ReadInt64(sent));
        await UntilFinishedAsync(requests.Count);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        await _rpc.DisposeAsync();
        await _prices.DisposeAsync();
        await _chain.DisposeAsync();
        _folder.Dispose();
    }

    private async Task UntilFinishedAsync(int count)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var runs = await Node.Api.ListRunsAsync(_job, 1000, TestContext.Current.CancellationToken);
            Assert.Equal(count, runs.Count);
            if (runs.All(run => run.FinishedAt is not null))
            {
                Assert.All(runs, run => Assert.Empty(run.Faults));
                return;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, "runs whose answer is mined do not finish");
            await Task.Delay(Poll, TestContext.Current.CancellationToken);
        }
    }

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>(NodeSettings.For(_chain, _prices.Host))
        {
            ["Chains__0__RpcUrls__0"] = _rpc.Url.ToString(),
            ["Keystore__ScryptN"] = "16384",
        };
        if (_databaseUrl is not null)
        {
            settings["Database__Url"] = _databaseUrl;
        }

        return settings;
    }
}
