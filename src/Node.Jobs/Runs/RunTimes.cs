using Node.Core.Storage;

namespace Node.Jobs.Runs;

/// <summary>Finds the ids of a time in the history: both rise together, so that no index over time is needed.</summary>
internal sealed class RunTimes(RunHistoryRepository history)
{
    // Several processes number their runs from blocks of their own: so far ids and times can be out of step.
    private const long Slack = 4 * IdSource.BlockSize;

    /// <summary>The ids among which all finished runs of the filter's time are; from the first up to and without the second.</summary>
    public async Task<(long FirstId, long EndId)> IdsOfAsync(ReadSession session, RunFilter filter)
    {
        var (first, last) = await history.IdRangeAsync(session);
        var end = last == 0 ? 0 : last + 1;
        return (
            filter.From is { } from ? Math.Max(first, await FirstIdAsync(session, from, first, end) - Slack) : first,
            filter.Before is { } before ? Math.Min(end, await FirstIdAsync(session, before, first, end) + Slack) : end);
    }

    private async Task<long> FirstIdAsync(ReadSession session, DateTimeOffset time, long low, long high)
    {
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var found = await history.FirstFromAsync(session, middle);
            if (found is not { } run || run.AcceptedAt >= time)
            {
                high = middle;
            }
            else
            {
                low = run.Id + 1;
            }
        }

        return low;
    }
}
