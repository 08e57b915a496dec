namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>The wording of each fault: always the same, and never with the values in it.</summary>
public static class DssFaultText
{
    /// <summary>One line for people.</summary>
    public static string Describe(this DssFault fault) => fault switch
    {
        DssFault.BadMemberCount => "dss: there are no participants, or more than 64",
        DssFault.BadMember => "dss: a participant's key is the identity, or two are the same",
        DssFault.NotAMember => "dss: public key not found in list of participants",
        DssFault.BadThreshold => "dss: the threshold is out of range, or below the number of coefficients",
        DssFault.BadCommitment => "dss: a share has no commitments, or one that is the identity",
        DssFault.ShareOfAnother => "dss: a share is that of another participant",
        DssFault.BadShare => "dss: a share does not belong to its commitments",
        DssFault.MessageOutOfRange => "dss: the message is not a uint256",
        DssFault.ShareUsed => "dss: the one-time share was used for another message",
        DssFault.UsesFull => "dss: no more one-time shares can be remembered",
        DssFault.Malformed => "dss: partial signature is not well formed",
        DssFault.BadIndex => "dss: partial signature with invalid index",
        DssFault.OtherSession => "dss: session id do not match",
        DssFault.BadIdentitySignature => "dss: partial signature not signed by its participant",
        DssFault.AlreadyReceived => "dss: partial signature already received from peer",
        DssFault.BadPartial => "dss: partial signature not valid",
        DssFault.NotEnough => "dkg: not enough partial signatures to sign",
        _ => "dss: the signature does not verify",
    };
}
