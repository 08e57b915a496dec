namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

/// <summary>What a faulty participant does.</summary>
internal enum FaultyConduct
{
    /// <summary>Nothing, ever.</summary>
    Silent,

    /// <summary>Falls silent after its deal.</summary>
    SilentAfterDeal,

    /// <summary>Falls silent once its deal stands.</summary>
    SilentBeforeCommitments,

    /// <summary>Sends everything after its phase is over.</summary>
    Late,

    /// <summary>Deals bad shares to some, and opens good ones when accused.</summary>
    BadSharesOpenedWell,

    /// <summary>Deals bad shares to some, and opens nothing.</summary>
    BadShares,

    /// <summary>Accuses everyone it can.</summary>
    FalseComplaints,

    /// <summary>Commits openly to another polynomial.</summary>
    BadCommitments,

    /// <summary>Opens shares that were never dealt.</summary>
    BadOpenings,

    /// <summary>Sends two different messages where there is one.</summary>
    Equivocates,

    /// <summary>Sends one deal to the first honest participant, and a different one to all others.</summary>
    SplitsDeals,

    /// <summary>Does the same with its open commitments alone.</summary>
    SplitsCommitments,

    /// <summary>Signs with another key than its own.</summary>
    WrongSignature,

    /// <summary>Sends everything several times, and makes a bad part of the signature.</summary>
    Duplicates,
}
