using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>What must hold before a participant makes anything of its shares.</summary>
internal static class DssChecks
{
    private static readonly Hash32 LongTermUse = Keccak256.Hash("long-term share"u8);

    /// <summary>The participant's own index, and what the two shares are used for.</summary>
    /// <exception cref="DssException">Something is wrong; says what.</exception>
    public static (int Own, ShareUse LongTerm, ShareUse OneTime) Check(DssConfig config)
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
        var longName = CheckShare(config.LongTerm, own, config.Threshold);
        var oneTimeName = CheckShare(config.OneTime, own, config.Threshold);

        // The role is a use as well: one share in both roles, now or later, would give itself away.
        if (longName == oneTimeName)
        {
            throw new DssException(DssFault.ShareUsed);
        }

        var session = EthDss.SessionId(config.LongTerm.Commitments, config.OneTime.Commitments).ToBytes();
        return (own, new ShareUse(longName, LongTermUse), new ShareUse(oneTimeName, Keccak256.Hash([.. session, .. Words.ToBytes(config.Message)])));
    }

    /// <summary>Takes both shares for what they are used for: in the objects themselves, and where uses are remembered.</summary>
    /// <exception cref="DssException">One of them was used for something else, or no more can be remembered.</exception>
    public static async Task TakeAsync(DssConfig config, ShareUse longTerm, ShareUse oneTime, CancellationToken cancellationToken)
    {
        if (!config.LongTerm.Allows(longTerm.UsedFor) || !config.OneTime.Allows(oneTime.UsedFor))
        {
            throw new DssException(DssFault.ShareUsed);
        }

        if (await config.Uses.TryTakeAsync([longTerm, oneTime], cancellationToken) is { } fault)
        {
            throw new DssException(fault);
        }

        // Last, since it cannot be taken back: a share that is refused above may still be good for the message it was used for before.
        if (!config.LongTerm.TryTie(longTerm.UsedFor) || !config.OneTime.TryTie(oneTime.UsedFor))
        {
            throw new DssException(DssFault.ShareUsed);
        }
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

    // Gives the name of the share: what is public of its value, so that the same value under other commitments is the same share.
    private static Hash32 CheckShare(KeyShare share, int own, int threshold)
    {
        if (share is null || share.Commitments.Count == 0 || share.Commitments.Any(commitment => commitment.IsIdentity))
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

        var point = share.Value.IsZero ? Point.Identity : Group.BaseMultiplySecret(share.Value);
        return !point.IsIdentity && point == Polynomials.Evaluate(share.Commitments, Polynomials.XOf(own))
            ? Keccak256.Hash(point.ToBytes())
            : throw new DssException(DssFault.BadShare);
    }
}
