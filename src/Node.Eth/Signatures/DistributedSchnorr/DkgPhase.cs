namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>Where a key generation is. Each phase is closed by the transport, when all messages are there or their time is over.</summary>
public enum DkgPhase
{
    /// <summary>Everyone deals shares of a secret of its own.</summary>
    Deals,

    /// <summary>Everyone says whose shares are bad.</summary>
    Complaints,

    /// <summary>The accused open the shares in question.</summary>
    Justifications,

    /// <summary>Those whose deals stand commit to their polynomials openly.</summary>
    Commitments,

    /// <summary>Everyone opens its shares from those whose open commitments are missing or do not fit.</summary>
    Accusations,

    /// <summary>Everyone opens its shares from those who were exposed, so that their polynomials are known.</summary>
    Reconstruction,

    /// <summary>There is a result.</summary>
    Done,
}
