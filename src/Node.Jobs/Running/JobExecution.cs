using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Core.Tracing;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;

namespace Node.Jobs.Running;

/// <summary>Executes the pipeline of a job for a run, and says what is to be stored of it. Writes nothing.</summary>
internal sealed class JobExecution(PipelineExecutor pipelines, IRunEffects effects, IRandomSource random, TimeProvider time, Traces? traces = null)
{
    /// <summary>Executes the run.</summary>
    /// <param name="job">Its job, in the version of the run.</param>
    /// <param name="run">The run.</param>
    /// <param name="resume">Where to go on; null to begin.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<PipelineRun> RunAsync(Job job, OpenRun run, RunCheckpoint? resume, CancellationToken cancellationToken) => pipelines.RunAsync(
        job.Spec.Pipeline,
        new RunContext
        {
            RunId = run.Id,
            Job = job.Facts,
            Variables = VariablesOf(run, job),
            Effects = effects,
            Time = time,
            Random = random,
            Resume = resume,

            // What is executed early has no number yet, and so no trace: its spans are made when it is accepted.
            Traces = run.Id == 0 ? null : traces,
        },
        cancellationToken);

    /// <summary>The end of a run that was executed to its end.</summary>
    /// <param name="run">The run.</param>
    /// <param name="result">The execution.</param>
    /// <param name="acceptedAt">When the run was accepted.</param>
    public FinishedRun EndOf(OpenRun run, PipelineRun result, DateTimeOffset acceptedAt)
    {
        var isCompleted = result.State == RunState.Completed;
        return new FinishedRun
        {
            Id = run.Id,
            JobId = run.JobId,
            JobVersion = run.JobVersion,
            RetryOf = run.RetryOf,
            State = isCompleted ? RunStatus.Completed : RunStatus.Errored,
            TriggerKind = run.TriggerKind,
            TriggerKey = run.TriggerKey,
            AcceptedAt = acceptedAt,
            FinishedAt = UtcMicros.Truncate(time.GetUtcNow()),
            RecordUtf8 = RunRecordWriter.Write(result),
            Execution = result,
            Failure = isCompleted ? null : RunFailure.Of(result),
        };
    }

    /// <summary>The end of a run whose pipeline was not executed to its end.</summary>
    /// <param name="run">The run as it is stored.</param>
    /// <param name="answers">What its tasks waited for.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="reason">Why.</param>
    public FinishedRun EndOf(OpenRun run, IReadOnlyList<RunWait> answers, RunStatus status, string reason) =>
        EndedRun.Of(run, answers, status, reason, UtcMicros.Truncate(time.GetUtcNow()));

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
}
