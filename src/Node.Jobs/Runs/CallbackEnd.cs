namespace Node.Jobs.Runs;

/// <summary>Why no answer is taken any more.</summary>
internal enum CallbackEnd
{
    /// <summary>It has come.</summary>
    Answered,

    /// <summary>The task has its result from the request itself, or failed with it.</summary>
    Withdrawn,

    /// <summary>It did not come in time.</summary>
    Expired,
}
