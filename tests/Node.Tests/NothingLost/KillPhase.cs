namespace Node.Tests.NothingLost;

/// <summary>How far the node was with a request when it was killed, as its database says.</summary>
internal enum KillPhase
{
    /// <summary>No run was accepted.</summary>
    BeforeAcceptance,

    /// <summary>A run was accepted and no transaction queued.</summary>
    Running,

    /// <summary>A transaction was queued and not known to be sent.</summary>
    Queued,

    /// <summary>The transaction was sent and not known to be mined.</summary>
    Sent,

    /// <summary>The transaction was mined; the run was perhaps finished.</summary>
    Mined,
}
