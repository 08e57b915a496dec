using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>
/// The end of a run from outside its execution. Its record keeps what is known: the variables of its trigger, without what the job adds to
/// them, and the tasks that have a result. A task that waited has failed; one that had not begun is left out.
/// </summary>
internal static class EndedRun
{
    /// <summary>Makes it.</summary>
    /// <param name="run">The run as it was stored.</param>
    /// <param name="answers">What its tasks waited for.</param>
    /// <param name="status">How it ends.</param>
    /// <param name="reason">Why.</param>
    /// <param name="at">When.</param>
    public static FinishedRun Of(OpenRun run, IReadOnlyList<RunWait> answers, RunStatus status, string reason, DateTimeOffset at)
    {
        var known = KnownOf(run, answers, reason, at);
        return new FinishedRun
        {
            Id = run.Id,
            JobId = run.JobId,
            JobVersion = run.JobVersion,
            RetryOf = run.RetryOf,
            State = status,
            TriggerKind = run.TriggerKind,
            TriggerKey = run.TriggerKey,
            AcceptedAt = run.AcceptedAt,
            FinishedAt = at,
            RecordUtf8 = known is null ? RunRecords.ReasonUtf8(reason) : RunRecordWriter.Write(known),
            Execution = known,
            Failure = status == RunStatus.Errored ? reason : null,
        };
    }

    private static PipelineRun? KnownOf(OpenRun run, IReadOnlyList<RunWait> answers, string reason, DateTimeOffset at)
    {
        if (!StoredValue.TryRead(run.Vars, out var stored, out _) || stored is not MapValue variables)
        {
            // What cannot be read must not keep the run from ending; without its variables it cannot be tried again.
            return null;
        }

        var tasks = TasksOf(run, answers, at);
        return new PipelineRun
        {
            State = RunState.Ended,
            Reason = reason,
            StartedAt = tasks.Count == 0 ? run.AcceptedAt : tasks.Min(static task => task.StartedAt),
            FinishedAt = at,
            Variables = variables,
            Tasks = tasks,
            Terminals = [],
        };
    }

    private static IReadOnlyList<TaskRun> TasksOf(OpenRun run, IReadOnlyList<RunWait> answers, DateTimeOffset at)
    {
        try
        {
            return [.. (AnsweredCheckpoint.Of(run, answers, at)?.Tasks ?? []).Select(task => Ended(task, at))];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static TaskRun Ended(TaskRun task, DateTimeOffset at) => task.Result.Waiting is not { } waiting ? task : task with
    {
        Result = TaskResult.Fail(TaskErrorKind.Cancelled, $"{task.Name} ({task.Type}): the run was ended while it waited for {waiting.WaitsFor}"),
        FinishedAt = at,
    };
}
