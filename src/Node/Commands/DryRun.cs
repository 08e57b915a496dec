using Node.Composition;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Specs;

namespace Node.Commands;

/// <summary>Executes a pipeline once without a database; nothing is stored and nothing sent.</summary>
internal static class DryRun
{
    /// <summary>Executes the pipeline of a spec with the variables that a run of it begins with.</summary>
    public static Task<PipelineRun> OfAsync(JobSpec spec, MapValue? vars, DryRunOutside outside, NodeOptions options, CancellationToken cancellationToken)
    {
        var job = new Job(0, spec.ExternalJobId ?? Guid.Empty, spec, DateTimeOffset.UnixEpoch);
        var first = (MapValue)PipelineValue.Map(("jobSpec", job.Variable));
        return OfAsync(spec.Pipeline, job.Facts, vars is null ? first : first.With(vars), outside, options, cancellationToken);
    }

    /// <summary>Executes a pipeline with just these variables.</summary>
    public static Task<PipelineRun> OfAsync(
        CompiledPipeline pipeline, JobFacts job, MapValue vars, DryRunOutside outside, NodeOptions options, CancellationToken cancellationToken)
    {
        var limits = new ExecutorOptions { RunDurationMax = options.Runs.DurationMax };
        if (outside.IsInOrder)
        {
            limits = limits with { ConcurrentTasksMax = 1 };
        }

        var context = new RunContext
        {
            Job = job,
            Variables = vars,
            Effects = new DryRunEffects(outside.Chains),
            Time = outside.Time,
            Random = outside.Random,
        };
        return new PipelineExecutor(limits).RunAsync(pipeline, context, cancellationToken);
    }
}
