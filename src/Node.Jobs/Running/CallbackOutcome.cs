namespace Node.Jobs.Running;

/// <summary>What became of an answer that came later.</summary>
public enum CallbackOutcome
{
    /// <summary>It is stored, and the run goes on with it.</summary>
    Accepted,

    /// <summary>Nothing waits under this id.</summary>
    Unknown,

    /// <summary>The token is not the one that was given out for this id.</summary>
    WrongToken,

    /// <summary>An answer was taken before.</summary>
    Used,

    /// <summary>The task has its result from the request itself, or failed with it.</summary>
    Withdrawn,

    /// <summary>It comes after its time.</summary>
    Late,

    /// <summary>The run has ended.</summary>
    RunEnded,
}
