using Node.Commands.Recordings;
using Node.Composition;
using Node.Core.Http;
using Node.Core.Randomness;
using Node.Eth.Chains;
using Node.Jobs.Pipeline.Tasks;

namespace Node.Commands;

/// <summary>What a dry run has of the outside: real, real and recorded, or replayed.</summary>
internal sealed class DryRunOutside : IAsyncDisposable
{
    private readonly DryRunChains _chains;
    private readonly ServiceProvider? _services;

    private DryRunOutside(
        IOutboundHttp http, IBridges bridges, DryRunChains chains, TimeProvider time, IRandomSource random, bool isInOrder, ServiceProvider? services)
    {
        (Http, Bridges, _chains, Time, Random, IsInOrder, _services) = (http, bridges, chains, time, random, isInOrder, services);
    }

    /// <summary>Requests.</summary>
    public IOutboundHttp Http { get; }

    /// <summary>Bridges.</summary>
    public IBridges Bridges { get; }

    /// <summary>Chains.</summary>
    public IChainEndpoints Chains => _chains;

    /// <summary>The clock of the run.</summary>
    public TimeProvider Time { get; }

    /// <summary>The randomness of the run.</summary>
    public IRandomSource Random { get; }

    /// <summary>Whether tasks must run one at a time, since only then a second run asks in the same order.</summary>
    public bool IsInOrder { get; }

    /// <summary>What tasks reach the outside with.</summary>
    public TaskServices Services => new(Http, Chains) { Bridges = Bridges };

    /// <summary>The real outside; what it says goes into the recording, if there is one.</summary>
    public static DryRunOutside Real(NodeOptions options, Terminal terminal, IReadOnlyDictionary<string, Uri> bridgeUrls, Recording? recording)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(terminal.Time)
            .AddOutboundHttp(options.OutboundHttp)
            .BuildServiceProvider();
        var http = services.GetRequiredService<IOutboundHttp>();
        var chains = DryRunChains.Asking(options.Chains, terminal.Time, terminal.Random, recording);
        var bridges = new DryRunBridges(http, bridgeUrls);
        return recording is null
            ? new DryRunOutside(http, bridges, chains, terminal.Time, terminal.Random, false, services)
            : new DryRunOutside(
                new RecordingHttp(http, recording),
                new RecordingBridges(bridges, recording),
                chains,
                new RecordingTime(terminal.Time, recording),
                new RecordingRandom(terminal.Random, recording),
                true,
                services);
    }

    /// <summary>The outside as it was recorded; nobody is asked.</summary>
    public static DryRunOutside Replayed(NodeOptions options, Terminal terminal, Recording recording) => new(
        new ReplayingHttp(recording, terminal.Time),
        new ReplayingBridges(recording, terminal.Time),
        DryRunChains.Replaying(options.Chains, recording, terminal.Time),
        new ReplayingTime(terminal.Time, recording),
        new ReplayingRandom(recording),
        true,
        null);

    /// <summary>No outside: nobody is asked.</summary>
    public static DryRunOutside None(Terminal terminal) =>
        new(NoHttp.Instance, NoBridges.Instance, DryRunChains.Asking([], terminal.Time, terminal.Random, null), terminal.Time, terminal.Random, false, null);

    public async ValueTask DisposeAsync()
    {
        _chains.Dispose();
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }
}
