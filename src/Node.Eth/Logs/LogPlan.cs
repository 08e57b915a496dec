using Node.Eth.Heads;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Logs;

/// <summary>Decides which blocks to ask for, for whom, and with which filter.</summary>
internal static class LogPlan
{
    /// <summary>First topics named in one filter; with more, any first topic is asked for.</summary>
    public const int TopicsMax = 100;

    /// <summary>The groups that have blocks to read, lowest first.</summary>
    /// <remarks>Blocks that are kept in <paramref name="chain"/> are read by hash, those below it by range.</remarks>
    public static IReadOnlyList<LogGroup> Groups(IEnumerable<ServedSubscription> ready, HeadChain chain, LogFetchSize size)
    {
        if (chain.Latest is not { } latest)
        {
            return [];
        }

        return
        [
            .. ready
                .Where(served => !served.IsInDoubt && served.NextBlock <= served.Target(latest.Number))
                .GroupBy(served => (Next: served.NextBlock!.Value, served.Subscription.Confirmations))
                .OrderBy(group => group.Key.Next)
                .Select(group => Group(group.Key.Next, latest.Number - group.Key.Confirmations + 1, chain, size, [.. group])),
        ];
    }

    /// <summary>The calls for a group: for each block or for the range, one per part of the addresses.</summary>
    public static IEnumerable<LogQuery> Queries(LogGroup group, LogFetchSize size)
    {
        var topics = FirstTopics(group.Members);

        // Who wants logs of any contract gets them by a call that the others share.
        IEnumerable<Address[]> parts = group.Members.Any(static served => served.Subscription.Address is null)
            ? [[]] : group.Members.Select(static served => served.Subscription.Address!.Value).Distinct().Chunk(size.Addresses);
        foreach (var addresses in parts)
        {
            var query = new LogQuery { FromBlock = group.From, ToBlock = group.To, Addresses = addresses, Topics = topics };
            if (group.Blocks.Count == 0)
            {
                yield return query;
            }

            foreach (var hash in group.Blocks)
            {
                yield return query with { BlockHash = hash };
            }
        }
    }

    private static LogGroup Group(
        long from, long target, HeadChain chain, LogFetchSize size, IReadOnlyList<ServedSubscription> members)
    {
        var oldest = chain.Oldest!.Number;
        if (from < oldest)
        {
            return new LogGroup(from, Math.Min(Math.Min(target, oldest - 1), from + size.RangeBlocks - 1), [], members);
        }

        var to = Math.Min(target, from + size.Blocks - 1);
        var hashes = Enumerable.Range(0, (int)(to - from + 1)).Select(i => chain.Find(from + i)!.Hash);
        return new LogGroup(from, to, [.. hashes], members);
    }

    private static IReadOnlyList<IReadOnlyList<Hash32>?> FirstTopics(IReadOnlyList<ServedSubscription> members)
    {
        var topics = new HashSet<Hash32>();
        foreach (var served in members)
        {
            if (served.Subscription.Topics is not [{ Count: > 0 } first, ..] || topics.Count + first.Count > TopicsMax)
            {
                return [];
            }

            topics.UnionWith(first);
        }

        return [[.. topics]];
    }
}
