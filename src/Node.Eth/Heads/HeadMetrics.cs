using System.Diagnostics.Metrics;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Heads;

/// <summary>Counts blocks and reorgs, and shows the newest block.</summary>
internal sealed class HeadMetrics : IHeadListener
{
    private const double WeiPerGwei = 1e9;

    private readonly KeyValuePair<string, object?> _chain;
    private readonly Counter<long> _heads;
    private readonly Counter<long> _reorgs;
    private readonly Counter<long> _replaced;
    private readonly Histogram<double> _reorgDepth;
    private readonly Gauge<long> _number;
    private readonly Gauge<double> _age;
    private readonly Gauge<double> _baseFee;
    private readonly TimeProvider _time;
    private BlockHeader? _latest;

    public HeadMetrics(ChainId chain, IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _chain = new("chain", chain.ToString());
        var meter = meters.Create("Node.Eth");
        _heads = meter.CreateCounter<long>("node.heads", description: "Blocks that became canonical.");
        _reorgs = meter.CreateCounter<long>("node.reorgs", description: "Times that blocks were replaced.");
        _replaced = meter.CreateCounter<long>("node.reorg.blocks", description: "Blocks that were replaced.");
        _reorgDepth = meter.CreateHistogram("node.reorg.depth", description: "Blocks that were replaced at once.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 3, 5, 10, 20, 50, 100] });
        _number = meter.CreateGauge<long>("node.head.number", description: "The number of the newest block.");
        _age = meter.CreateGauge<double>("node.head.delay", "s", "How old the newest block was, by its own time, when the node took it.");
        meter.CreateObservableGauge("node.head.age", Age, "s", "How old the newest block is now, by its own time; nothing before the first.");
        _baseFee = meter.CreateGauge<double>("node.fee.base", "gwei", "The base fee of the newest block; nothing on chains without one.");

        // What was never counted is 0 and not missing: only so the first one is seen as an increase.
        _reorgs.Add(0, _chain);
        _replaced.Add(0, _chain);
    }

    public void OnHead(HeadChange change)
    {
        _heads.Add(change.Added.Count, _chain);
        if (change.IsReorg)
        {
            _reorgs.Add(1, _chain);
            _replaced.Add(change.Removed.Count, _chain);
            _reorgDepth.Record(change.Removed.Count, _chain);
        }

        if (change.Chain.Latest is { } latest)
        {
            Volatile.Write(ref _latest, latest);
            _number.Record(latest.Number, _chain);
            _age.Record((_time.GetUtcNow() - latest.Timestamp).TotalSeconds, _chain);
            if (latest.BaseFeePerGas is { } fee)
            {
                _baseFee.Record((double)fee / WeiPerGwei, _chain);
            }
        }
    }
    private IEnumerable<Measurement<double>> Age() => Volatile.Read(ref _latest) is { } latest
        ? [new((_time.GetUtcNow() - latest.Timestamp).TotalSeconds, _chain)]
        : [];
}
