namespace Node.Jobs.Runs.Retrying;

/// <summary>Why a run is not tried again.</summary>
public enum RetryRefusal
{
    /// <summary>There is no such run, or it is not kept any more.</summary>
    NoRun,

    /// <summary>It is not errored.</summary>
    NotErrored,

    /// <summary>Its job is not there any more.</summary>
    NoJob,

    /// <summary>Its job has not begun or has ended.</summary>
    Closed,

    /// <summary>What it began with was not recorded.</summary>
    NoVariables,

    /// <summary>It has sent a transaction that did or may still do its work.</summary>
    HasEffect,

    /// <summary>The key that the retry would have is that of another run.</summary>
    KeyTaken,
}
