namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>What a signature of a participant is about. There is one message of each kind for a sender and phase.</summary>
internal enum DkgKind
{
    /// <summary>What the phase is for.</summary>
    Message = 1,

    /// <summary>What was seen of the phase before.</summary>
    View = 2,
}
