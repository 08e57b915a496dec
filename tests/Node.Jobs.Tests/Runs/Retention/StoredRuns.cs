using System.Text;
using Node.Jobs.Runs;

namespace Node.Jobs.Tests.Runs.Retention;

/// <summary>Finished runs for the history.</summary>
internal static class StoredRuns
{
    /// <summary>Runs with rising ids.</summary>
    public static IEnumerable<FinishedRun> Many(long firstId, int count, DateTimeOffset at, Func<long, int>? recordChars = null) =>
        Enumerable.Range(0, count).Select(i => One(firstId + i, at, recordChars?.Invoke(firstId + i) ?? 800));

    /// <summary>A run whose record is hard to pack.</summary>
    public static FinishedRun One(long id, DateTimeOffset at, int recordChars) => new()
    {
        Id = id,
        JobId = id % 7,
        State = id % 10 == 0 ? RunStatus.Errored : RunStatus.Completed,
        TriggerKind = TriggerKind.Webhook,
        TriggerKey = new Guid((int)id, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString("D"),
        AcceptedAt = at,
        FinishedAt = at,
        Record = $"{{\"n\":\"{TextOf(id, recordChars)}\"}}",
    };

    private static string TextOf(long id, int chars)
    {
        var text = new StringBuilder(chars);
        for (var state = (ulong)id + 1; text.Length < chars; state = (state * 6364136223846793005) + 1442695040888963407)
        {
            text.Append((char)('!' + 2 + (int)((state >> 33) % 56)));
        }

        return text.ToString();
    }
}
