using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>What must hold before a participant makes anything of its shares.</summary>
internal static class DssChecks
{
    /// <summary>The participant's own index.</summary>
    /// <exception cref="DssException">Something is wrong; says what.</exception>
    public static int OwnIndex(DssConfig config)
    {
        CheckMembers(config.Participants);
        if (config.Threshold < 1 || config.Threshold > config.Participants.Count)
        {
            throw new DssException(DssFault.BadThreshold);
        }

        if (!Words.Fits(config.Message))
        {
            throw new DssException(DssFault.MessageOutOfRange);
        }

        var own = IndexOf(config.Identity, config.Participants);
        foreach (var share in new[] { config.LongTerm, config.OneTime })
        {
            CheckShare(share, own, config.Threshold);
        }

        var shareName = Keccak256.Hash([.. EthDss.SessionId([], config.OneTime.Commitments).ToBytes(), (byte)own]);
        var use = Keccak256.Hash([.. config.LongTerm.Commitments[0].ToBytes(), .. Words.ToBytes(config.Message)]);
        return config.Uses.TryTake(shareName, use) is { } fault ? throw new DssException(fault) : own;
    }

    /// <exception cref="DssException">There are none or too many, one is the identity, or two are the same.</exception>
    public static void CheckMembers(IReadOnlyList<Point> participants)
    {
        if (participants.Count is < 1 or > EthDss.MembersMax)
        {
            throw new DssException(DssFault.BadMemberCount);
        }

        if (participants.Any(participant => participant.IsIdentity) || participants.Distinct().Count() != participants.Count)
        {
            throw new DssException(DssFault.BadMember);
        }
    }

    /// <exception cref="DssException">The secret is that of no participant.</exception>
    public static int IndexOf(Scalar identity, IReadOnlyList<Point> participants)
    {
        var key = identity.IsZero ? Point.Identity : Group.BaseMultiplySecret(identity);
        for (var i = 0; i < participants.Count; i++)
        {
            if (participants[i] == key)
            {
                return i;
            }
        }

        throw new DssException(DssFault.NotAMember);
    }

    private static void CheckShare(KeyShare share, int own, int threshold)
    {
        if (share.Commitments.Count == 0 || share.Commitments.Any(commitment => commitment.IsIdentity))
        {
            throw new DssException(DssFault.BadCommitment);
        }

        // Fewer parts than coefficients would make a signature that is none.
        if (share.Commitments.Count > threshold)
        {
            throw new DssException(DssFault.BadThreshold);
        }

        if (share.Index != own)
        {
            throw new DssException(DssFault.ShareOfAnother);
        }

        if (share.Value.IsZero || Group.BaseMultiplySecret(share.Value) != Polynomials.Evaluate(share.Commitments, Polynomials.XOf(own)))
        {
            throw new DssException(DssFault.BadShare);
        }
    }
}
