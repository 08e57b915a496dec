using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Eth.Heads;
using Node.Eth.Logs;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Testing.Chain;
using Node.Testing.Storage;

namespace Node.Eth.Tests.Logs;

/// <summary>A tracker and a poller on a scripted chain and a real database, moved by hand.</summary>
internal sealed class LogRig : IAsyncDisposable
{
    private readonly TestDatabase _store;

    private LogRig(TestDatabase store, int depthMax)
    {
        _store = store;
        Chain = new ScriptedChain();
        Transport = new ScriptedTransport(Chain);
        DepthMax = depthMax;
        Options = new LogPollerOptions { ChainId = new ChainId(1337), CursorSaveInterval = TimeSpan.Zero };
        Restart();
    }

    public static Address Contract { get; } = Address.Parse("0x00000000000000000000000000000000000000c0");

    public static Hash32 Topic { get; } = Keccak256.Hash("Happened(uint256)");

    public ScriptedChain Chain { get; }

    public ScriptedTransport Transport { get; }

    public LogPollerOptions Options { get; set; }

    public int DepthMax { get; }

    public FakeTimeProvider Time { get; } = new();

    public Database Database => _store.Database;

    public HeadTracker Heads { get; private set; } = null!;

    public LogPoller Poller { get; private set; } = null!;

    private static CancellationToken None => CancellationToken.None;

    public static async Task<LogRig> CreateAsync(EngineKind engine = EngineKind.Sqlite, int depthMax = 20) =>
        new(await TestDatabase.CreateAsync(engine, typeof(LogPoller).Assembly), depthMax);

    /// <summary>Begins anew with what is stored, as after a kill.</summary>
    public void Restart()
    {
        var client = new EthClient(Transport);
        Heads = new HeadTracker(
            "Eth.1337.Heads", client, new HeadTrackerOptions { ChainId = new ChainId(1337), HeadDepthMax = DepthMax }, Time, NullLogger<HeadTracker>.Instance);
        Poller = new LogPoller("Eth.1337.Logs", client, Heads, _store.Database, Options, Time, NullLogger<LogPoller>.Instance);
        Heads.Subscribe(Poller);
    }

    public async Task<RecordingListener> SubscribeAsync(
        string name = "job", int confirmations = 1, Address? address = null, RecordingListener? listener = null)
    {
        listener ??= new RecordingListener();
        await Poller.SubscribeAsync(
            new LogSubscription { Name = name, Address = address ?? Contract, Topics = [[Topic]], Confirmations = confirmations, Listener = listener }, None);
        return listener;
    }

    public ScriptedBlock Emit(params byte[] marks)
    {
        foreach (var mark in marks)
        {
            Chain.Emit(Contract, [Topic], [mark]);
        }

        return Chain.Mine();
    }

    /// <summary>Looks for a new head and runs rounds until all is handed out.</summary>
    public async Task RunAsync()
    {
        await Heads.PollAsync(0, None);
        await RoundsAsync();
    }

    public async Task<int> RoundsAsync()
    {
        var rounds = 0;
        while (await Poller.RoundAsync(None))
        {
            if (++rounds > 10_000)
            {
                throw new InvalidOperationException("the rounds do not end");
            }
        }

        return rounds;
    }

    public Task<IReadOnlyList<LogCursor>> CursorsAsync() =>
        Database.ReadAsync(session => LogCursorRepository.ListAsync(session, new ChainId(1337)), None);

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
