using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Config;
using Node.Core.Randomness;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Chains;
using Node.Eth.Keys;
using Node.Eth.Logs;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Eth.Tests.Logs;
using Node.Eth.Transactions;
using Node.Testing.Chain;
using Node.Testing.Storage;
using Xunit;

namespace Node.Eth.Tests.Chains;

public sealed class EthModuleTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private TestDatabase _store = null!;
    private ScriptedEthServer _server = null!;
    private ServiceProvider? _provider;
    private MultiStart _running = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestDatabase.CreateAsync(EngineKind.Sqlite, typeof(EthModule).Assembly);
        _server = await ScriptedEthServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _running.CloseAsync();
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        await _server.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_chain_follows_its_endpoint_and_hands_out_logs()
    {
        await StartAsync(Options(_server.Url));
        var chain = Assert.Single(Chains.All);
        Assert.Same(chain, Chains.Find(new ChainId(1337)));
        Assert.Null(Chains.Find(new ChainId(1)));
        var listener = new RecordingListener();
        await chain.Logs.SubscribeAsync(
            new LogSubscription { Name = "job", Address = LogRig.Contract, Topics = [[LogRig.Topic]], Listener = listener }, Token);
        await UntilAsync(() => chain.Heads.Latest is not null);
        _server.Chain.Emit(LogRig.Contract, [LogRig.Topic], [7]);
        _server.Chain.Mine();
        await UntilAsync(() => listener.Batches.Count > 0);
        Assert.Equal([7], listener.Marks);
        Assert.Null(Service.Ready());
        Assert.All(Service.HealthReport().Values, Assert.Null);
        Assert.All(Service.HealthReport().Keys, name => Assert.StartsWith("Eth.1337.", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_endpoint_that_is_away_does_not_keep_the_node_from_starting()
    {
        var url = _server.Url;
        await _server.DisposeAsync();
        await StartAsync(Options(url));
        await UntilAsync(() => Service.Ready()?.Reason.Contains("cannot be reached", StringComparison.Ordinal) == true);
        _server = await ScriptedEthServer.StartAsync(port: url.Port);
        await UntilAsync(() => Service.Ready() is null);
    }

    [Fact]
    public async Task On_the_wrong_chain_nothing_is_answered_and_the_reason_is_said()
    {
        _server.Rpc.ClaimedChainId = 5;
        await StartAsync(Options(_server.Url));
        await UntilAsync(() => Service.Ready()?.Reason.Contains("serves chain 5", StringComparison.Ordinal) == true);
        await Assert.ThrowsAsync<RpcException>(() => Chains.All[0].Client.GetGasPriceAsync(Token));
        Assert.Null(Chains.All[0].Heads.Latest);
    }

    [Fact]
    public async Task Without_chains_there_is_nothing_to_start()
    {
        await StartAsync();
        Assert.Empty(Chains.All);
        Assert.Empty(_provider!.EthServices());
        Assert.NotNull(_provider!.GetRequiredService<ITxReader>());
        Assert.NotNull(_provider!.GetRequiredService<IKeyStates>());
        Assert.NotNull(_provider!.GetRequiredService<IKeystore>());
    }

    [Fact]
    public async Task Chains_are_listed_by_rising_id()
    {
        await StartAsync(Options(_server.Url) with { ChainId = new ChainId(9) }, Options(_server.Url) with { ChainId = new ChainId(2) });
        Assert.Equal([2UL, 9UL], Chains.All.Select(chain => chain.Id.Value));
    }

    private IChainSet Chains => _provider!.GetRequiredService<IChainSet>();

    private IService Service => _provider!.EthServices()[0];

    private static ChainOptions Options(Uri url) => new()
    {
        ChainId = new ChainId(1337),
        RpcUrls = [new Secret(url.ToString())],
        HeadPollInterval = TimeSpan.FromMilliseconds(20),
    };

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"it did not happen within {Patience}");
            await Task.Delay(10, Token);
        }
    }

    private async Task StartAsync(params ChainOptions[] chains)
    {
        _provider = new ServiceCollection()
            .AddSingleton(_store.Database)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IRandomSource, SystemRandomSource>()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddEth(chains, new KeystoreOptions())
            .BuildServiceProvider(validateScopes: true);
        _running = new MultiStart();
        await _running.StartAsync(Token, _provider.EthServices());
    }
}
