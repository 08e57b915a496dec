namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>Why a distributed signature, or a part of it, is refused.</summary>
public enum DssFault
{
    /// <summary>More participants than <see cref="EthDss.MembersMax"/>, or none.</summary>
    BadMemberCount,

    /// <summary>A participant's key is the identity, or two are the same.</summary>
    BadMember,

    /// <summary>The secret is that of no participant.</summary>
    NotAMember,

    /// <summary>The threshold is below 1, above the number of participants, or below the number of coefficients.</summary>
    BadThreshold,

    /// <summary>A share has no commitments, or one that is the identity.</summary>
    BadCommitment,

    /// <summary>A share is that of another participant.</summary>
    ShareOfAnother,

    /// <summary>A share does not belong to its commitments.</summary>
    BadShare,

    /// <summary>The message is negative, or has more than 256 bits.</summary>
    MessageOutOfRange,

    /// <summary>The one-time share was used for another message: a second one would give the long-term share away.</summary>
    ShareUsed,

    /// <summary>No more one-time shares can be remembered.</summary>
    UsesFull,

    /// <summary>A partial signature, or a part of one, that is not there at all.</summary>
    Malformed,

    /// <summary>A partial signature of no participant.</summary>
    BadIndex,

    /// <summary>A partial signature of another session.</summary>
    OtherSession,

    /// <summary>The partial signature is not signed by the participant it names.</summary>
    BadIdentitySignature,

    /// <summary>A partial signature of this participant is here already.</summary>
    AlreadyReceived,

    /// <summary>A partial signature, properly signed, whose value is wrong: its sender lies.</summary>
    BadPartial,

    /// <summary>Fewer partial signatures than the threshold.</summary>
    NotEnough,

    /// <summary>The signature that came out does not verify.</summary>
    BadResult,
}
