using Node.Jobs.Pipeline.Model;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>What is known of the tasks of an open run: its checkpoint, with the answers that have come since it was stored.</summary>
internal static class AnsweredCheckpoint
{
    /// <summary>Reads it.</summary>
    /// <param name="run">The run as it is stored.</param>
    /// <param name="answers">What its tasks wait for or waited for.</param>
    /// <param name="at">When a task that has its answer is said to have ended.</param>
    /// <returns>Null when the run has no checkpoint.</returns>
    /// <exception cref="FormatException">What is stored cannot be read.</exception>
    public static RunCheckpoint? Of(OpenRun run, IReadOnlyList<RunWait> answers, DateTimeOffset at)
    {
        if (run.Checkpoint is null)
        {
            return null;
        }

        var checkpoint = RunCheckpoint.FromJson(run.Checkpoint);
        foreach (var wait in answers.Where(wait => wait.Result is not null && checkpoint.ResultOf(wait.TaskName).IsPending))
        {
            checkpoint = checkpoint.Answer(wait.TaskName, WaitResult.Read(wait.Result!), at);
        }

        return checkpoint;
    }
}
