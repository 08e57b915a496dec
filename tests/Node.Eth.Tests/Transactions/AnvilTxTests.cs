using System.Numerics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Heads;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Eth.Transactions;
using Node.Testing.Anvil;
using Node.Testing.Storage;
using Xunit;

namespace Node.Eth.Tests.Transactions;

/// <summary>The same services on a real chain over real HTTP: our bytes are valid, and its words are understood.</summary>
public sealed class AnvilTxTests(AnvilFixture anvil) : IClassFixture<AnvilFixture>, IAsyncLifetime
{
    private const int FinalityDepth = 5;

    private static readonly BigInteger Ether = BigInteger.Pow(10, 18);
    private static readonly Address Receiver = Address.Parse("0x00000000000000000000000000000000000c0de1");

    private readonly TestKeystore _keystore = new(1);
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingObserver _observer = new();
    private HttpRpcTransport _transport = null!;
    private TestDatabase _database = null!;
    private PolledHeads _heads = null!;
    private TxServices _services = null!;
    private HealthFault? _fault;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await anvil.ResetAsync();
        await anvil.Chain.SetAutomineAsync(false, Ct);
        await anvil.Chain.SetBalanceAsync(_keystore.Addresses[0].ToString(), Ether, Ct);
        await anvil.Chain.MineAsync(2, Ct);
        _transport = new HttpRpcTransport(anvil.Chain.RpcUrl, new HttpRpcOptions(), TimeProvider.System);
        _database = await TestDatabase.CreateAsync(EngineKind.Sqlite, typeof(EthClient).Assembly);
        var client = new EthClient(_transport);
        _heads = new PolledHeads(client);
        await _heads.SyncAsync(Ct);
        _services = TxServices.Create(new TxDependencies
        {
            ChainId = new ChainId((ulong)anvil.Chain.Options.ChainId),
            FinalityDepth = FinalityDepth,
            Options = new TxOptions { GasLimitMax = 100_000_000 },
            Database = _database.Database,
            Client = client,
            Heads = _heads,
            Keystore = _keystore,
            Observers = () => [_observer],
            Time = _time,
            Loggers = NullLoggerFactory.Instance,
        });
        await _database.Database.WriteAsync(session => _services.Keys.EnableAsync(session, _keystore.Addresses[0], ChainIdOf()), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_burst_is_mined_in_order_and_followed_to_finality()
    {
        for (var i = 0; i < 60; i++)
        {
            await EnqueueAsync($"origin {i}");
        }

        await SendAsync();
        await MineAsync();
        Assert.Null(_fault);
        await MineAsync(FinalityDepth);

        var records = await _services.Reader.ListByTagAsync("run", Ct);
        Assert.Equal(60, records.Count);
        Assert.All(records, record => Assert.True(record is { State: TxState.Final, IsSettled: true }, $"{record.Origin} is {record.State}"));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => (long)i), records.Select(record => record.Nonce));
        Assert.Equal(60, _observer.Reports.Select(report => report.Receipt!.TxHash).Distinct().Count());
    }

    [Fact]
    public async Task A_reorg_that_drops_the_transaction_makes_it_happen_again()
    {
        await EnqueueAsync("a");
        await SendAsync();
        await MineAsync();
        var before = await RecordAsync("a");
        Assert.Equal(TxState.Mined, before.State);

        await anvil.Chain.ReorgAsync(1, Ct);
        await SeeAsync();
        Assert.Equal(TxState.Sent, await StateAsync("a"));
        await MineAsync();

        var after = await RecordAsync("a");
        Assert.Equal((TxState.Mined, before.Hash), (after.State, after.Hash));
        Assert.NotEqual(before.BlockHash, after.BlockHash);
    }

    [Fact]
    public async Task Its_words_for_too_little_money_are_understood()
    {
        await EnqueueAsync("a", request => request with { Value = 2 * Ether });
        await SendAsync();
        Assert.Equal(TxState.Signed, await StateAsync("a"));
        Assert.Contains("has 1 ether and needs up to 2.", _fault!.Reason, StringComparison.Ordinal);

        await anvil.Chain.SetBalanceAsync(_keystore.Addresses[0].ToString(), 5 * Ether, Ct);
        await MineAsync();
        await MineAsync();

        Assert.Equal(TxState.Mined, await StateAsync("a"));
    }

    [Fact]
    public async Task Its_words_for_a_gas_limit_that_no_block_has_are_understood_and_the_nonce_is_freed()
    {
        await anvil.Chain.SetBalanceAsync(_keystore.Addresses[0].ToString(), 5 * Ether, Ct);
        await EnqueueAsync("too big", request => request with { GasLimit = 90_000_000 });
        await EnqueueAsync("behind it");
        await SendAsync();
        await MineAsync();

        Assert.Equal((TxState.Failed, TxState.Mined), (await StateAsync("too big"), await StateAsync("behind it")));
        Assert.Contains("GasLimitTooHigh", (await RecordAsync("too big")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_it_knows_or_has_mined_already_are_no_error()
    {
        await EnqueueAsync("a");
        await SendAsync();
        _time.Advance(TimeSpan.FromSeconds(11));
        await SeeAsync();
        Assert.Null(_fault);

        await anvil.Chain.MineAsync(1, Ct);
        _time.Advance(TimeSpan.FromSeconds(11));
        await SeeAsync();

        Assert.Null(_fault);
        Assert.Equal(TxState.Mined, await StateAsync("a"));
    }

    private ChainId ChainIdOf() => new((ulong)anvil.Chain.Options.ChainId);

    private Task<TxTicket> EnqueueAsync(string origin, Func<TxRequest, TxRequest>? change = null)
    {
        var request = new TxRequest
        {
            Origin = origin,
            To = Receiver,
            Data = System.Text.Encoding.UTF8.GetBytes(origin),
            GasLimit = 60_000,
            NotifyAtConfirmations = 1,
            Tag = "run",
        };
        return _database.Database.WriteAsync(
            session => _services.Queue.EnqueueAsync(session, change?.Invoke(request) ?? request, Ct), Ct);
    }

    private async Task SendAsync() => _fault = await ((TxSender)_services.Services[1]).PassAsync(Ct);

    private async Task MineAsync(int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            await anvil.Chain.MineAsync(1, Ct);
            await SeeAsync();
        }
    }

    private async Task SeeAsync()
    {
        await _heads.SyncAsync(Ct);
        var followFault = await ((TxConfirmer)_services.Services[0]).PassAsync(Ct);
        ((TxSender)_services.Services[1]).OnHead(new HeadChange([], [], _heads.Chain));
        await SendAsync();
        _fault ??= followFault;
    }

    private async Task<TxState> StateAsync(string origin) => (await RecordAsync(origin)).State;

    private async Task<TxRecord> RecordAsync(string origin) => (await _services.Reader.FindByOriginAsync(ChainIdOf(), origin, Ct))!;
}
