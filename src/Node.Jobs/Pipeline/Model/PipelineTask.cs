namespace Node.Jobs.Pipeline.Model;

/// <summary>The work of one task of a compiled pipeline. One instance serves all runs, so it holds nothing of a run.</summary>
internal abstract class PipelineTask
{
    /// <summary>Whether it waits for the outside, so that deadlines and the concurrency limit concern it.</summary>
    public virtual bool Waits => true;

    /// <summary>Whether it changes something outside, so that it is never left alone half done.</summary>
    public virtual bool HasEffect => false;

    /// <summary>Whether it may answer that it is pending.</summary>
    public virtual bool MaySuspend => false;

    /// <summary>Whether errors among its inputs are its own business; otherwise they fail it before it starts.</summary>
    public virtual bool TakesErrors => false;

    /// <summary>A deadline of its own when the <c>timeout</c> attribute is not given. Default: none.</summary>
    public virtual TimeSpan? DefaultTimeout => null;

    /// <summary>Whether it ends its own attempts in time, since something is left to do when the time is over. Default: false.</summary>
    public virtual bool KeepsTimeout => false;

    /// <summary>The bridge that it asks. Default: null, none.</summary>
    public virtual string? BridgeName => null;

    /// <summary>Does the work. An exception is the error of the task and no more.</summary>
    public abstract ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct);
}
