using Node.Eth.Rpc;

namespace Node.Eth.Logs;

/// <summary>Reads the logs of groups, all in one batch.</summary>
internal sealed class LogFetcher(IEthClient client, LogPollerOptions options)
{
    /// <summary>How much is asked for at once.</summary>
    public LogFetchSize Size { get; } = new(options);

    /// <summary>
    /// As many of the groups as fit one round, each with its logs; nothing when it was too much and less is to be planned.
    /// </summary>
    public async Task<IReadOnlyList<(LogGroup Group, IReadOnlyList<EthLog> Logs)>> FetchAsync(
        IReadOnlyList<LogGroup> groups, CancellationToken cancellationToken)
    {
        var parts = new List<(LogGroup Group, List<LogQuery> Queries)>();
        var calls = 0;
        foreach (var group in groups)
        {
            var queries = LogPlan.Queries(group, Size).ToList();
            if (parts.Count > 0 && calls + queries.Count > options.LogCallsMax)
            {
                break;
            }

            parts.Add((group, queries));
            calls += queries.Count;
        }

        try
        {
            var answers = await client.GetLogsAsync([.. parts.SelectMany(part => part.Queries)], cancellationToken);
            Size.Grow();
            return Join(parts, answers);
        }
        catch (RpcException e) when (e.Kind == RpcErrorKind.TooLarge && Size.Shrink())
        {
            return [];
        }
    }

    private static List<(LogGroup Group, IReadOnlyList<EthLog> Logs)> Join(
        List<(LogGroup Group, List<LogQuery> Queries)> parts, IReadOnlyList<IReadOnlyList<EthLog>> answers)
    {
        var joined = new List<(LogGroup, IReadOnlyList<EthLog>)>();
        var at = 0;
        foreach (var (group, queries) in parts)
        {
            var logs = answers.Skip(at).Take(queries.Count).SelectMany(answer => answer)
                .OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex).ToList();
            if (logs.Exists(log => log.BlockNumber < group.From || log.BlockNumber > group.To))
            {
                throw new RpcException(RpcErrorKind.Transient, "the endpoint's answer to eth_getLogs gives a block another height than it has");
            }

            at += queries.Count;
            joined.Add((group, logs));
        }

        return joined;
    }
}
