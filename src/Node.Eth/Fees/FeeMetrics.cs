using System.Diagnostics.Metrics;
using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Fees;

/// <summary>Shows what transactions offer.</summary>
internal sealed class FeeMetrics
{
    private const double WeiPerGwei = 1e9;

    private readonly KeyValuePair<string, object?> _chain;
    private readonly Gauge<double> _cap;
    private readonly Gauge<double> _tip;
    private readonly Counter<long> _refusals;

    public FeeMetrics(ChainId chain, IMeterFactory meters)
    {
        _chain = new("chain", chain.ToString());
        var meter = meters.Create("Node.Eth");
        _cap = meter.CreateGauge<double>("node.fee.cap", "gwei", "The most that a transaction signed now offers for a unit of gas.");
        _tip = meter.CreateGauge<double>("node.fee.tip", "gwei", "What of it is offered to the block's producer; nothing on chains without a base fee.");
        _refusals = meter.CreateCounter<long>("node.fee.refusals", description: "Times that the chain asked for more than the limits of the configuration let through.");
        _refusals.Add(0, _chain); // 0 and not missing: only so the first one is seen as an increase
    }

    public void Record(FeeDecision decision)
    {
        if (decision.Quote is not { } quote)
        {
            _refusals.Add(1, _chain);
            return;
        }

        _cap.Record(Gwei(quote.FeeCap), _chain);
        if (quote.Tip is { } tip)
        {
            _tip.Record(Gwei(tip), _chain);
        }
    }

    private static double Gwei(BigInteger wei) => (double)wei / WeiPerGwei;
}
