using System.Diagnostics.Metrics;
using Node.Core.Storage;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>Counts what becomes of transactions, when it is committed, and times their way.</summary>
internal sealed class TxMetrics
{
    private static readonly KeyValuePair<string, object?>[] States =
        [.. Enum.GetValues<TxState>().Select(state => new KeyValuePair<string, object?>("state", TxStateText.Of(state)))];

    private static readonly KeyValuePair<string, object?>[] Outcomes =
        [.. Enum.GetNames<SendOutcome>().Select(name => new KeyValuePair<string, object?>("outcome", name.ToLowerInvariant()))];

    private readonly KeyValuePair<string, object?> _chain;
    private readonly Counter<long> _changes;
    private readonly Counter<long> _settled;
    private readonly Counter<long> _givenUp;
    private readonly Counter<long> _sendings;
    private readonly Histogram<double> _untilMined;

    public TxMetrics(ChainId chain, IMeterFactory meters)
    {
        _chain = new("chain", chain.ToString());
        var meter = meters.Create("Node.Eth");
        _changes = meter.CreateCounter<long>("node.transactions", description: "Transactions that came into a state; one that was reorganised out comes into some of them again.");
        _settled = meter.CreateCounter<long>("node.transactions.settled", description: "Transactions that are as final as they get and are followed no longer.");
        _givenUp = meter.CreateCounter<long>("node.transactions.given_up", description: "Transactions that an endpoint refused for good, so that their nonce is being freed.");
        _sendings = meter.CreateCounter<long>("node.transaction.sendings", description: "Times that signed bytes were handed to the endpoint, by what it said.");
        _untilMined = meter.CreateHistogram<double>(
            "node.transaction.mined.delay",
            "s",
            "Time from queueing a transaction until it was seen in a block.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600] });

        // What was never counted is 0 and not missing: only so the first one is seen as an increase.
        _settled.Add(0, _chain);
        _givenUp.Add(0, _chain);
        foreach (var state in Enum.GetValues<TxState>().Where(state => state != TxState.Final))
        {
            _changes.Add(0, _chain, States[(int)state]);
        }
    }

    /// <summary>One transaction comes into a state when the session commits.</summary>
    public void Enters(WriteSession session, TxState state, int count = 1)
    {
        if (count > 0)
        {
            session.AfterCommit(() => _changes.Add(count, _chain, States[(int)state]));
        }
    }

    /// <summary>Transactions are settled when the session commits.</summary>
    public void Settles(WriteSession session, int count) => session.AfterCommit(() => _settled.Add(count, _chain));

    /// <summary>A transaction is given up when the session commits.</summary>
    public void GivesUp(WriteSession session) => session.AfterCommit(() => _givenUp.Add(1, _chain));

    /// <summary>A transaction is in a block when the session commits.</summary>
    public void Mines(WriteSession session, TimeSpan sinceQueued) =>
        session.AfterCommit(() => _untilMined.Record(Math.Max(0, sinceQueued.TotalSeconds), _chain));

    /// <summary>An endpoint was given signed bytes.</summary>
    public void Sent(SendOutcome outcome) => _sendings.Add(1, _chain, Outcomes[(int)outcome]);
}
