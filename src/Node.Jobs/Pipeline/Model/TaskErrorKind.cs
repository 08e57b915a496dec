namespace Node.Jobs.Pipeline.Model;

/// <summary>Whether trying again can help.</summary>
public enum TaskErrorKind
{
    /// <summary>The same inputs fail again.</summary>
    Permanent,

    /// <summary>The outside failed; another attempt may succeed.</summary>
    Transient,

    /// <summary>The task was not let finish: another task ended the run.</summary>
    Cancelled,
}
