namespace Node.Jobs.Running;

/// <summary>What became of the wish to cancel a run.</summary>
public enum RunCancelOutcome
{
    /// <summary>It ended as cancelled.</summary>
    Cancelled,

    /// <summary>It had ended before.</summary>
    HadEnded,

    /// <summary>There is no such run, or it is not kept any more.</summary>
    NotFound,
}
