using System.Diagnostics;
using System.Globalization;
using Node.Core.Tracing;
using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Runs;

/// <summary>The spans of a run that are not a task's. Its number is the subject of its trace, and the tag of its transactions.</summary>
internal static class RunSpans
{
    /// <summary>The subject of a run's trace.</summary>
    public static string SubjectOf(long runId) => runId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The id of a run's trace; null when there are no traces.</summary>
    public static string? TraceIdOf(this Traces? traces, long runId) => traces?.AnchorOf(SubjectOf(runId)).TraceId.ToHexString();

    /// <summary>Begins an execution of a run.</summary>
    public static Activity? Execution(this Traces? traces, OpenRun run)
    {
        if (traces is not { IsOn: true })
        {
            return null;
        }

        return traces.Begin("run execute", SubjectOf(run.Id))?.SetTag("run.id", run.Id).SetTag("job.id", run.JobId).SetTag("run.from", run.State.ToString());
    }

    /// <summary>What a commit of the journal has made durable.</summary>
    public static void Written(this Traces? traces, IReadOnlyList<JournalEntry> batch, WrittenBatch written)
    {
        if (traces is not { IsOn: true })
        {
            return;
        }

        var next = 0;
        foreach (var entry in batch.Where(entry => entry.Accepted is not null))
        {
            var (run, answer, end) = written.Accepted[next++];
            if (answer.IsNew)
            {
                var startedAt = entry.QueuedAt == default ? run.AcceptedAt : entry.QueuedAt;
                traces.Root(
                    $"trigger {run.TriggerKind}", SubjectOf(run.Id), startedAt, run.AcceptedAt > startedAt ? run.AcceptedAt : startedAt,
                    run.RetryOf is { } retried ? SubjectOf(retried) : null,
                    new("run.id", run.Id), new("job.id", run.JobId), new("trigger.key", run.TriggerKey), new("run.retry_of", run.RetryOf));
            }

            if (end is not null)
            {
                traces.Executed(end);
                traces.Ended(end);
            }
        }

        foreach (var run in written.Finished)
        {
            traces.Ended(run);
        }
    }

    /// <summary>A run has ended, and that is durable.</summary>
    public static void Ended(this Traces? traces, FinishedRun run)
    {
        if (traces is { IsOn: true })
        {
            using var span = traces.Begin("run finish", SubjectOf(run.Id), startedAt: run.FinishedAt);
            span?.SetTag("run.id", run.Id).SetTag("run.state", run.State.ToString()).SetStatus(run.State == RunStatus.Completed ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        }
    }

    // The execution of a run that had no number while it was executed: it only computed, so its tasks are all there is.
    private static void Executed(this Traces traces, FinishedRun run)
    {
        if (run.Execution is not { } execution || traces.Begin("run execute", SubjectOf(run.Id), startedAt: execution.StartedAt) is not { } span)
        {
            return;
        }

        span.SetTag("run.id", run.Id).SetTag("job.id", run.JobId).SetTag("run.from", "early");
        foreach (var task in execution.Tasks)
        {
            using var child = traces.BeginChild($"task {task.Type}", startedAt: task.StartedAt);
            child?.SetTag("task.name", task.Name).SetTag("task.type", task.Type);
            TaskSpan.Say(child, task.Result);
            child?.SetEndTime((task.FinishedAt ?? task.StartedAt).UtcDateTime);
        }

        span.SetEndTime(execution.FinishedAt.UtcDateTime);
        span.Dispose();
    }
}
