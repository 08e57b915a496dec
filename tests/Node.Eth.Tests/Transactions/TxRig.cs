using System.Numerics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Heads;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Eth.Transactions;
using Node.Testing.Storage;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Transactions;

/// <summary>
/// The production services over a scripted chain and a real database, moved by hand: a pass of the sender or of the confirmer
/// happens
/// when the test says so. <see cref="Restart"/> is a process that died and came back.
/// </summary>
internal sealed class TxRig : IAsyncDisposable
{
    public const int FinalityDepth = 6;

    public static readonly Address Contract = Address.Parse("0x00000000000000000000000000000000000c0de1");

    private static readonly BigInteger Ether = BigInteger.Pow(10, 18);

    private readonly TestDatabase? _owned;

    private TxRig(Database database, TestDatabase? owned, ulong chainId, int keyCount)
    {
        _owned = owned;
        Database = database;
        Chain = new ScriptedChain(chainId);
        Keystore = new TestKeystore(keyCount);
        foreach (var address in Keystore.Addresses)
        {
            Chain.Fund(address, 1000 * Ether);
        }

        Transport = new ScriptedTransport(Chain);
        Wire = new CrashingTransport(Transport) { OnSend = CheckStoredAsync };
        Heads = new ScriptedHeads(Chain);
        Chain.Mine();
        Heads.Sync();
        Restart();
    }

    public Database Database { get; }

    public ScriptedChain Chain { get; }

    public ScriptedTransport Transport { get; }

    public CrashingTransport Wire { get; }

    public ScriptedHeads Heads { get; private set; }

    public TestKeystore Keystore { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public RecordingObserver Observer { get; } = new();

    public TxOptions Options { get; set; } = new();

    public TxServices Services { get; private set; } = null!;

    /// <summary>What the last pass of the sender said.</summary>
    public HealthFault? SenderFault { get; private set; }

    /// <summary>What the last pass of the confirmer said.</summary>
    public HealthFault? ConfirmerFault { get; private set; }

    public Address Key => Keystore.Addresses[0];

    public TxSender Sender => (TxSender)Services.Services[1];

    public TxConfirmer Confirmer => (TxConfirmer)Services.Services[0];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A rig with a database of its own, its keys enabled.</summary>
    public static async Task<TxRig> CreateAsync(EngineKind engine, int keyCount = 1)
    {
        var owned = await TestDatabase.CreateAsync(engine, typeof(EthClient).Assembly);
        var rig = new TxRig(owned.Database, owned, 1337, keyCount);
        await rig.EnableKeysAsync();
        return rig;
    }

    /// <summary>A rig on another chain in the same database.</summary>
    public async Task<TxRig> OnChainAsync(ulong chainId)
    {
        var rig = new TxRig(Database, null, chainId, Keystore.Addresses.Count);
        await rig.EnableKeysAsync();
        return rig;
    }

    /// <summary>
    /// Builds the services anew on the same database; nothing in memory survives. With a clock that runs, they may be started.
    /// </summary>
    public void Restart(TimeProvider? time = null)
    {
        Wire.CrashAfter(int.MaxValue, afterwards: false);
        Heads = new ScriptedHeads(Chain);
        Heads.Sync();
        Services = Build(time ?? Time);
    }

    public async Task<TxTicket> EnqueueAsync(string origin, Func<TxRequest, TxRequest>? change = null)
    {
        var request = new TxRequest { Origin = origin, To = Contract, Data = [1, 2, 3, 4], GasLimit = 100_000, NotifyAtConfirmations = 1 };
        return await Database.WriteAsync(
            session => Services.Queue.EnqueueAsync(session, change?.Invoke(request) ?? request, Ct), Ct);
    }

    public async Task SendAsync() => SenderFault = await Sender.PassAsync(Ct);

    /// <summary>Waits out every rest and rebroadcast interval, and lets both services look.</summary>
    public async Task LaterAsync(TimeSpan? after = null)
    {
        Time.Advance(after ?? TimeSpan.FromSeconds(11));
        await SendAsync();
        ConfirmerFault = await Confirmer.PassAsync(Ct);
    }

    /// <summary>Mines one block, and lets both services see it.</summary>
    public async Task MineAsync(int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            Chain.Mine();
            await SeeAsync();
        }
    }

    /// <summary>Lets both services see the chain as it is.</summary>
    public async Task SeeAsync()
    {
        Heads.Sync();
        ConfirmerFault = await Confirmer.PassAsync(Ct);
        Sender.OnHead(new HeadChange([], [], Heads.Chain));
        await SendAsync();
    }

    public async Task<TxRecord> RecordAsync(string origin) =>
        await Services.Reader.FindByOriginAsync(Chain.ChainId, origin, Ct) ?? throw new InvalidOperationException($"no transaction {origin}");

    public async Task<TxState> StateAsync(string origin) => (await RecordAsync(origin)).State;

    /// <summary>How often the contract was called with success, on the canonical chain, by data.</summary>
    public IReadOnlyList<ScriptedTx> MinedCalls()
    {
        List<ScriptedTx> calls = [];
        for (var number = 0L; number <= Chain.Latest.Header.Number; number++)
        {
            calls.AddRange(Chain.Find(number)!.Txs.Where(tx => tx.To == Contract));
        }

        return calls;
    }

    public async ValueTask DisposeAsync()
    {
        if (_owned is not null)
        {
            await _owned.DisposeAsync();
        }
    }

    private Task EnableKeysAsync() => Database.WriteAsync(
        async session =>
        {
            foreach (var address in Keystore.Addresses)
            {
                await Services.Keys.EnableAsync(session, address, Chain.ChainId);
            }
        },
        Ct);

    private TxServices Build(TimeProvider time) => TxServices.Create(new TxDependencies
    {
        ChainId = Chain.ChainId,
        FinalityDepth = FinalityDepth,
        Options = Options,
        Database = Database,
        Client = new EthClient(Wire),
        Heads = Heads,
        Keystore = Keystore,
        Observers = () => [Observer],
        Time = time,
        Loggers = NullLoggerFactory.Instance,
    });

    // What is signed is in the store before anybody else sees it: checked at each sending of each test.
    private async Task CheckStoredAsync(string hex)
    {
        var raw = Convert.FromHexString(hex.AsSpan(2));
        var known = await Database.ReadAsync(
            session => session.SingleAsync<long>("SELECT COUNT(*) FROM eth_tx_attempts WHERE raw = @raw", new { raw }), CancellationToken.None);
        Assert.True(known == 1, "bytes were sent that are not in the store");
    }
}
