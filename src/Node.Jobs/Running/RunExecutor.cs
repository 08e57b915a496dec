using System.Data.Common;
using System.Text;
using Microsoft.Extensions.Logging;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Errors;

namespace Node.Jobs.Running;

/// <summary>Executes one run from where it is and writes what came of it.</summary>
internal sealed class RunExecutor(
    Database database,
    JobCatalog jobs,
    JobRepository jobRepository,
    OpenRunRepository openRuns,
    RunWaitRepository waits,
    RunInstanceRepository instances,
    RunJournal journal,
    IRunEffects effects,
    IJobErrors errors,
    PipelineExecutor pipelines,
    IRandomSource random,
    TimeProvider time,
    ILogger<RunExecutor> logger)
{
    /// <summary>How many runs of a job may go at once.</summary>
    public int ConcurrentMaxOf(long jobId) => jobs.Find(jobId)?.Spec.MaxConcurrentRuns ?? 1;

    /// <summary>Executes the run under the right of an instance. While the database is away it tries again and again: the run itself cannot be at fault.</summary>
    /// <param name="run">The run as it was loaded or accepted.</param>
    /// <param name="instanceId">The instance; what it writes is refused when another has taken over from it.</param>
    /// <param name="isCertain">False: look first whether the run is still open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was given up; the run stays as it was.</exception>
    public async Task<RunEnd> ExecuteAsync(OpenRun run, long instanceId, bool isCertain, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ExecuteOnceAsync(run, instanceId, isCertain && attempt == 1, cancellationToken);
            }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                // What was stored does not fit the job any more; running it again would not help.
                RunningLog.NotResumable(logger, e, run.Id);
                errors.Record(run.JobId, $"a run could not go on: {e.Message}");
                await FinishAsync(run, RunStatus.Errored, RunRecords.Reason($"the run could not go on: {e.Message}"), hadWaits: true, instanceId, cancellationToken);
                return RunEnd.Finished;
            }
            catch (DbException e)
            {
                RunningLog.StoreAway(logger, e, run.Id);
                await Task.Delay(StoreRetry.DelayAfter(attempt), time, cancellationToken);
            }
        }
    }

    private async Task<RunEnd> ExecuteOnceAsync(OpenRun run, long instanceId, bool isCertain, CancellationToken cancellationToken)
    {
        if (await jobs.FindAsync(run.JobId, run.JobVersion, cancellationToken) is not { } job)
        {
            if (await database.ReadAsync(session => jobRepository.ExistsAsync(session, run.JobId), cancellationToken))
            {
                RunningLog.Held(logger, run.Id, run.JobId);
                return RunEnd.Held;
            }

            await FinishAsync(run, RunStatus.Cancelled, RunRecords.Reason($"job {run.JobId} was deleted before the run ended"), hadWaits: true, instanceId, cancellationToken);
            return RunEnd.Finished;
        }

        RunCheckpoint? resume = null;
        if (!isCertain || run.State != RunStatus.Accepted || run.Checkpoint is not null)
        {
            // What is stored now counts: an earlier attempt may have come further than the row that was loaded.
            var (stored, checkpoint) = await LoadCheckpointAsync(run.Id, cancellationToken);
            if (stored is null)
            {
                return RunEnd.Gone;
            }

            resume = checkpoint;
        }

        var context = new RunContext
        {
            RunId = run.Id,
            Job = job.Facts,
            Variables = VariablesOf(run, job),
            Effects = effects,
            Time = time,
            Random = random,
            Resume = resume,
        };
        var result = await pipelines.RunAsync(job.Spec.Pipeline, context, cancellationToken);
        if (result.State == RunState.Suspended)
        {
            return await SuspendAsync(run.Id, result.ToCheckpoint(), instanceId, cancellationToken);
        }

        var status = result.State == RunState.Completed ? RunStatus.Completed : RunStatus.Errored;
        if (status == RunStatus.Errored)
        {
            errors.Record(run.JobId, RunFailure.Of(result));
        }

        await FinishAsync(run, status, Encoding.UTF8.GetString(RunRecordWriter.Write(result)), hadWaits: resume is not null || job.Spec.Pipeline.MaySuspend, instanceId, cancellationToken, result);
        return RunEnd.Finished;
    }

    private static MapValue VariablesOf(OpenRun run, Job job)
    {
        var members = new Dictionary<string, PipelineValue>(StringComparer.Ordinal) { ["jobSpec"] = job.Variable };
        if (StoredValue.Read(run.Vars) is MapValue vars)
        {
            foreach (var (name, value) in vars.Members)
            {
                members[name] = value;
            }
        }

        return new MapValue(members);
    }

    private async Task<(OpenRun? Run, RunCheckpoint? Checkpoint)> LoadCheckpointAsync(long runId, CancellationToken cancellationToken)
    {
        var (run, answers) = await database.ReadAsync(
            async session => (await openRuns.FindAsync(session, runId), await waits.ListAsync(session, runId)), cancellationToken);
        if (run?.Checkpoint is null)
        {
            return (run, null);
        }

        var checkpoint = RunCheckpoint.FromJson(run.Checkpoint);
        foreach (var wait in answers.Where(wait => wait.Result is not null && checkpoint.ResultOf(wait.TaskName).IsPending))
        {
            checkpoint = checkpoint.Answer(wait.TaskName, WaitResult.Read(wait.Result!), time.GetUtcNow());
        }

        return (run, checkpoint);
    }

    private Task<RunEnd> SuspendAsync(long runId, RunCheckpoint checkpoint, long instanceId, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            session.Mark("suspend");
            if (!(await instances.HeldAsync(session, [instanceId])).Contains(instanceId))
            {
                return RunEnd.Refused;
            }

            if (await openRuns.FindForUpdateAsync(session, runId) is null)
            {
                return RunEnd.Gone;
            }

            var answered = (await waits.ListAsync(session, runId))
                .Any(wait => wait.Result is not null && checkpoint.ResultOf(wait.TaskName).IsPending);
            await openRuns.SaveCheckpointAsync(session, runId, checkpoint.ToJson(), answered ? RunStatus.Ready : RunStatus.Suspended, UtcMicros.Truncate(time.GetUtcNow()));
            return answered ? RunEnd.Ready : RunEnd.Suspended;
        },
        cancellationToken);

    private ValueTask FinishAsync(
        OpenRun run, RunStatus status, string record, bool hadWaits, long instanceId, CancellationToken cancellationToken, PipelineRun? execution = null) => journal.FinishAsync(
        new FinishedRun
        {
            Id = run.Id,
            JobId = run.JobId,
            JobVersion = run.JobVersion,
            RetryOf = run.RetryOf,
            State = status,
            TriggerKind = run.TriggerKind,
            TriggerKey = run.TriggerKey,
            AcceptedAt = run.AcceptedAt,
            FinishedAt = UtcMicros.Truncate(time.GetUtcNow()),
            Record = record,
            Execution = execution,
        },
        hadWaits,
        instanceId,
        cancellationToken);
}
