
namespace Node.Jobs.Pipeline.Execution;

/// <summary>How an execution of a run ended.</summary>
public enum RunState
{
    /// <summary>Every terminal task has a value.</summary>
    Completed,

    /// <summary>At least one terminal task has an error.</summary>
    Errored,

    /// <summary>A task waits; the run goes on from <see cref="PipelineRun.ToCheckpoint"/> when its answer is there.</summary>
    Suspended,

    /// <summary>It was ended from outside before it was over; <see cref="PipelineRun.Reason"/> says why.</summary>
    Ended,
}
