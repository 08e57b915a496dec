namespace Node.Jobs.Running;

/// <summary>How one execution of a run ended for its lane.</summary>
internal enum RunEnd
{
    /// <summary>It is finished, and its end is with the journal.</summary>
    Finished,

    /// <summary>It was not open any more.</summary>
    Gone,

    /// <summary>Another process has taken over: nothing of it was written.</summary>
    Refused,

    /// <summary>It was given up without a result.</summary>
    Abandoned,

    /// <summary>It waits and has left its lane.</summary>
    Suspended,

    /// <summary>What it wanted to wait for had come already: it goes on.</summary>
    Ready,

    /// <summary>Its job is stored but could not be loaded: it stays as it is until the node starts again.</summary>
    Held,
}
