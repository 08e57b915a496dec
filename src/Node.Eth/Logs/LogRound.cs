using Microsoft.Extensions.Logging;
using Node.Eth.Heads;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Logs;

/// <summary>One pass: go back where the chain was rewritten, read what is due, hand it out, store how far that came.</summary>
internal sealed class LogRound(
    IEthClient client, LogCursorKeeper cursors, LogPollerOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly LogFetcher _fetcher = new(client, options);
    private readonly LogDelivery _delivery = new(options, time, logger);
    private long _savedAt = time.GetTimestamp();

    /// <summary>The latest block of the last round.</summary>
    public long Latest { get; private set; }

    /// <summary>
    /// Runs one pass on a snapshot of the chain; true when some subscription moved on or a smaller piece is to be tried.
    /// </summary>
    /// <param name="served">All subscriptions.</param>
    /// <param name="chain">The canonical chain.</param>
    /// <param name="rewindTo">The lowest block that was replaced since the last pass, or null.</param>
    /// <param name="cancellationToken">Ends the pass.</param>
    public async Task<bool> RunAsync(
        IReadOnlyList<ServedSubscription> served, HeadChain chain, long? rewindTo, CancellationToken cancellationToken)
    {
        if (chain.Latest is not { } latest)
        {
            return false;
        }

        Latest = latest.Number;
        foreach (var one in served)
        {
            if (one.NextBlock is null)
            {
                one.BeginAt(latest.Number); // It was asked for before any block was seen: the first one seen counts.
            }

            if (rewindTo is { } fork)
            {
                one.RewindTo(fork, chain.Find(fork - 1)?.Hash);
            }
        }

        await ResolveDoubtsAsync(served, chain, cancellationToken);
        var now = time.GetTimestamp();
        var groups = LogPlan.Groups(served.Where(one => one.Failures == 0 || one.RetryAt <= now), chain, _fetcher.Size);
        var fetched = groups.Count == 0 ? [] : await _fetcher.FetchAsync(groups, cancellationToken);
        var delivered = false;
        foreach (var (group, logs) in fetched)
        {
            delivered |= await HandOutAsync(group, logs, chain, cancellationToken);
        }

        if (delivered || time.GetElapsedTime(_savedAt) >= options.CursorSaveInterval)
        {
            await cursors.SaveAsync(served.Where(one => !one.IsGone), cancellationToken);
            _savedAt = time.GetTimestamp();
        }

        return groups.Count > 0;
    }

    /// <summary>How long to wait for a failed delivery or an unsaved position; null for until something happens.</summary>
    public TimeSpan? NextWait(IEnumerable<ServedSubscription> served)
    {
        TimeSpan? wait = null;
        var now = time.GetTimestamp();
        foreach (var one in served)
        {
            var own = one.Failures > 0
                ? time.GetElapsedTime(now, Math.Max(now, one.RetryAt))
                : one.IsDirty ? options.CursorSaveInterval : Timeout.InfiniteTimeSpan;
            wait = own == Timeout.InfiniteTimeSpan || wait < own ? wait : own;
        }

        return wait;
    }

    /// <inheritdoc/>
    public void Dispose() => _delivery.Dispose();

    private async Task<bool> HandOutAsync(
        LogGroup group, IReadOnlyList<EthLog> logs, HeadChain chain, CancellationToken cancellationToken)
    {
        var byAddress = logs.ToLookup(log => log.Address);
        var next = group.To + 1;
        var hash = chain.Find(group.To)?.Hash;
        var deliveries = new List<Task<bool>>();
        foreach (var served in group.Members)
        {
            var own = (served.Subscription.Address is { } address ? byAddress[address] : logs)
                .Where(log => LogMatch.AcceptsTopics(served.Subscription.Topics, log.Topics))
                .ToList();
            if (own.Count == 0)
            {
                served.MoveTo(next, hash);
            }
            else
            {
                deliveries.Add(DeliverAsync(served, own, next, hash, cancellationToken));
            }
        }

        var taken = await Task.WhenAll(deliveries);
        return taken.Contains(true);
    }

    private async Task<bool> DeliverAsync(
        ServedSubscription served, List<EthLog> logs, long next, Hash32? hash, CancellationToken cancellationToken)
    {
        var taken = await _delivery.DeliverAsync(served, logs, cancellationToken);
        if (taken)
        {
            served.MoveTo(next, hash);
        }

        return taken;
    }

    /// <summary>
    /// After a restart: was the chain below a subscription rewritten meanwhile? Then it goes back further than reorgs reach.
    /// </summary>
    private async Task ResolveDoubtsAsync(
        IReadOnlyList<ServedSubscription> served, HeadChain chain, CancellationToken cancellationToken)
    {
        var doubts = served.Where(one => one.IsInDoubt && one.NextBlock <= chain.Latest!.Number + 1).ToList();
        var below = doubts.Where(one => one.LastHash is not null)
            .Select(one => one.NextBlock!.Value - 1)
            .Where(number => number < chain.Oldest!.Number)
            .Distinct()
            .ToList();
        var known = new Dictionary<long, Hash32?>();
        foreach (var number in below)
        {
            known[number] = (await client.GetHeaderAsync(BlockTag.Number(number), cancellationToken))?.Hash;
        }

        foreach (var one in doubts)
        {
            var last = one.NextBlock!.Value - 1;
            var hash = known.TryGetValue(last, out var old) ? old : chain.Find(last)?.Hash;
            one.Trust();
            if (one.LastHash is null || hash != one.LastHash)
            {
                var back = Math.Max(one.FirstBlock ?? 0, last + 1 - options.RewindBlocks);
                one.RewindTo(back, null);
                LogsLog.RewoundAfterRestart(logger, one.Subscription.Name, back);
            }
        }
    }
}
