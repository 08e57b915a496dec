using Node.Eth.Primitives;

namespace Node.Eth.Rpc;

/// <summary>The rule by which a filter accepts a log.</summary>
public static class LogMatch
{
    /// <summary>
    /// Whether a log comes from one of the contracts and has accepted topics. An empty list, and a null or empty position, accept
    /// any.
    /// </summary>
    public static bool Accepts(IReadOnlyList<Address> addresses, IReadOnlyList<IReadOnlyList<Hash32>?> topics, EthLog log) =>
        (addresses.Count == 0 || addresses.Contains(log.Address)) && AcceptsTopics(topics, log.Topics);

    /// <summary>Whether the topics of a log are accepted.</summary>
    public static bool AcceptsTopics(IReadOnlyList<IReadOnlyList<Hash32>?> accepted, IReadOnlyList<Hash32> topics)
    {
        for (var i = 0; i < accepted.Count; i++)
        {
            if (accepted[i] is { Count: > 0 } values && (i >= topics.Count || !values.Contains(topics[i])))
            {
                return false;
            }
        }

        return true;
    }
}
