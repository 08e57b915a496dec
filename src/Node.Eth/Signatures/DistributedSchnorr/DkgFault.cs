namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>What a participant did wrong in a key generation, or why a message is refused.</summary>
public enum DkgFault
{
    /// <summary>A message of another key generation.</summary>
    OtherContext,

    /// <summary>A message from no participant.</summary>
    BadIndex,

    /// <summary>A message not signed by the participant it names.</summary>
    BadIdentitySignature,

    /// <summary>A message of another phase than the present one: too late or too early.</summary>
    OtherPhase,

    /// <summary>The same message was received before.</summary>
    AlreadyReceived,

    /// <summary>Two different messages where there is one: their sender tells different things.</summary>
    Equivocation,

    /// <summary>A message whose lists do not have the length they must, or that names what is not there.</summary>
    Malformed,

    /// <summary>No deal arrived.</summary>
    NoDeal,

    /// <summary>Accused, and did not open the share in question, or opened one that does not fit.</summary>
    BadDeal,

    /// <summary>Accused by as many as the threshold.</summary>
    TooManyComplaints,

    /// <summary>Accused a dealer of commitments that fit.</summary>
    FalseComplaint,

    /// <summary>No open commitments arrived.</summary>
    NoCommitments,

    /// <summary>Open commitments that do not fit the shares dealt.</summary>
    BadCommitments,

    /// <summary>Opened a share that is not the one dealt.</summary>
    BadReveal,

    /// <summary>Did not open its share when it was needed.</summary>
    NoReveal,
}
