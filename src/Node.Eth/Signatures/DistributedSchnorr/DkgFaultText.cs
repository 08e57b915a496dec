namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>The wording of each fault: always the same, and never with the values in it.</summary>
public static class DkgFaultText
{
    /// <summary>One line for people.</summary>
    public static string Describe(this DkgFault fault) => fault switch
    {
        DkgFault.OtherContext => "dkg: message of another key generation",
        DkgFault.BadIndex => "dkg: message from no participant",
        DkgFault.BadIdentitySignature => "dkg: message not signed by its sender",
        DkgFault.OtherPhase => "dkg: message of another phase",
        DkgFault.AlreadyReceived => "dkg: message already received",
        DkgFault.Equivocation => "dkg: two different messages where there is one",
        DkgFault.Malformed => "dkg: message is not well formed",
        DkgFault.NoDeal => "dkg: no deal arrived",
        DkgFault.BadDeal => "dkg: dealt a bad share and did not open a good one",
        DkgFault.TooManyComplaints => "dkg: accused by as many as the threshold",
        DkgFault.FalseComplaint => "dkg: accused a dealer of commitments that fit",
        DkgFault.NoCommitments => "dkg: no open commitments arrived",
        DkgFault.BadCommitments => "dkg: open commitments do not fit the shares",
        DkgFault.BadReveal => "dkg: opened a share that is not the one dealt",
        _ => "dkg: did not open its share when it was needed",
    };
}
