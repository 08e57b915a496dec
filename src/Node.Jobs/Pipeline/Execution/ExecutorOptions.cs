using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Execution;

/// <summary>The limits of one execution of a run.</summary>
public sealed record ExecutorOptions
{
    /// <summary>Tasks that wait for the outside at the same time. Default: 16.</summary>
    public int ConcurrentTasksMax { get; init; } = 16;

    /// <summary>How long an execution may take; tasks that have no result then get an error. Default: 10 minutes.</summary>
    public TimeSpan RunDurationMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Size of all results together, as <see cref="PipelineValue.SizeBytes"/> counts. Default: 4 MiB.</summary>
    public long RunBytesMax { get; init; } = 4 * 1024 * 1024;
}
