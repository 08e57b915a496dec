using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Eth.Heads;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Testing.Chain;

namespace Node.Eth.Tests.Heads;

/// <summary>A tracker on a scripted chain, moved by hand.</summary>
internal sealed class HeadRig : IHeadListener
{
    public HeadRig(ScriptedChain? chain = null, int depthMax = 10)
    {
        Chain = chain ?? new ScriptedChain();
        Transport = new ScriptedTransport(Chain);
        Options = new HeadTrackerOptions { ChainId = new ChainId(1337), HeadDepthMax = depthMax };
        Tracker = new HeadTracker("Eth.1337.Heads", new EthClient(Transport), Options, Time, NullLogger<HeadTracker>.Instance);
        Tracker.Subscribe(this);
    }

    public ScriptedChain Chain { get; }

    public ScriptedTransport Transport { get; }

    public HeadTrackerOptions Options { get; }

    public FakeTimeProvider Time { get; } = new();

    public HeadTracker Tracker { get; }

    public List<HeadChange> Changes { get; } = [];

    public void OnHead(HeadChange change) => Changes.Add(change);

    public Task<TimeSpan> PollAsync(int failures = 0) => Tracker.PollAsync(failures, CancellationToken.None);
}
