using System.Numerics;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>
/// Distributed Schnorr signatures (after Stinson and Strobl): participants hold shares of a key and of a one-time nonce, each
/// publishes a part, and enough parts make one signature of the kind that <see cref="Schnorr.EthSchnorr"/> verifies. Shares come
/// from <see cref="DkgMember"/>. Works over any transport: messages are values.
/// </summary>
public static class EthDss
{
    /// <summary>Most participants.</summary>
    public const int MembersMax = 64;

    /// <summary>Begins a signature. Takes the one-time share for this message, for good, before there is a part that could be sent.</summary>
    /// <exception cref="DssException">Something in the configuration is wrong, or the one-time share was used for another message.</exception>
    public static async Task<DssSession> StartAsync(DssConfig config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        var own = config with { Participants = [.. config.Participants] };
        var (index, longTerm, oneTime) = DssChecks.Check(own);
        await DssChecks.TakeAsync(own, longTerm, oneTime, cancellationToken);
        return new DssSession(own, index);
    }

    /// <summary>What two shares and their key generations are known by: the hash of all commitments, 33 bytes each.</summary>
    /// <exception cref="DssException">A commitment is the identity.</exception>
    public static Hash32 SessionId(IReadOnlyList<Point> longCommitments, IReadOnlyList<Point> oneTimeCommitments)
    {
        ArgumentNullException.ThrowIfNull(longCommitments);
        ArgumentNullException.ThrowIfNull(oneTimeCommitments);
        var input = new byte[(longCommitments.Count + oneTimeCommitments.Count) * Point.Size];
        var at = 0;
        foreach (var commitment in longCommitments.Concat(oneTimeCommitments))
        {
            if (commitment.IsIdentity)
            {
                throw new DssException(DssFault.BadCommitment);
            }

            commitment.CopyTo(input.AsSpan(at));
            at += Point.Size;
        }

        return Keccak256.Hash(input);
    }

    /// <summary>What a participant signs of its part: the hash of the hash of the value, and of the session.</summary>
    /// <param name="value">The part; from 0 and below 2²⁵⁶.</param>
    /// <param name="sessionId">The session.</param>
    /// <exception cref="DssException">The value has more than 256 bits, or is negative.</exception>
    public static Hash32 PartialHash(BigInteger value, ReadOnlySpan<byte> sessionId) => Words.Fits(value)
        ? Keccak256.Hash([.. Keccak256.Hash(Words.ToBytes(value)).ToBytes(), .. sessionId])
        : throw new DssException(DssFault.BadPartial);

    /// <summary>The factors that make parts of these participants a signature: their sum, each times its factor, is s.</summary>
    /// <exception cref="DssException">No index, one out of range, or one twice.</exception>
    public static IReadOnlyList<Scalar> LagrangeFactors(IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return indices.Count > 0 && indices.All(index => index is >= 0 and < MembersMax) && indices.Distinct().Count() == indices.Count
            ? Polynomials.LagrangeAtZero(indices)
            : throw new DssException(DssFault.BadIndex);
    }
}
