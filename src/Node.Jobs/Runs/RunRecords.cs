using System.Text;
using System.Text.Json;

namespace Node.Jobs.Runs;

/// <summary>Run records that no execution wrote.</summary>
internal static class RunRecords
{
    /// <summary>The record of a run that ended for <paramref name="reason"/> without running its tasks to the end.</summary>
    public static string Reason(string reason) => "{\"reason\":" + JsonSerializer.Serialize(reason) + "}";

    /// <summary>The same as UTF-8.</summary>
    public static byte[] ReasonUtf8(string reason) => Encoding.UTF8.GetBytes(Reason(reason));

    /// <summary>The run with a record that says why the real one could not be stored.</summary>
    public static FinishedRun Unstorable(FinishedRun run, string why) => new()
    {
        Id = run.Id,
        JobId = run.JobId,
        JobVersion = run.JobVersion,
        RetryOf = run.RetryOf,
        State = RunStatus.Errored,
        TriggerKind = run.TriggerKind,
        TriggerKey = run.TriggerKey,
        AcceptedAt = run.AcceptedAt,
        FinishedAt = run.FinishedAt,
        Record = Reason($"the database refused the run record: {why}"),
        Failure = run.Failure ?? $"the database refused a run record: {why}",
    };
}
