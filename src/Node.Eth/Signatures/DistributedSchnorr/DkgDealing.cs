using Node.Core.Randomness;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>A participant's own polynomials, and what it tells others of them.</summary>
internal sealed class DkgDealing
{
    private readonly DkgConfig _config;
    private readonly int _index;
    private readonly Scalar[] _secret;
    private readonly Scalar[] _blind;

    public DkgDealing(DkgConfig config, int index, IRandomSource random)
    {
        _config = config;
        _index = index;
        _secret = Polynomials.Draw(config.Threshold, random);
        _blind = Polynomials.Draw(config.Threshold, random);
    }

    /// <summary>The share of a participant.</summary>
    public OpenShare ShareOf(int holder)
    {
        var x = Polynomials.XOf(holder);
        return new OpenShare(_index, holder, Polynomials.Evaluate(_secret.AsSpan(), x), Polynomials.Evaluate(_blind.AsSpan(), x));
    }

    /// <summary>The deal, not yet signed.</summary>
    public DkgDeal Deal(Point blindBase, IRandomSource random)
    {
        var commitments = new Point[_secret.Length];
        for (var k = 0; k < commitments.Length; k++)
        {
            commitments[k] = Group.BaseMultiplySecret(_secret[k]) + Group.MultiplySecret(_blind[k], blindBase);
        }

        var shares = _config.Participants
            .Select((holder, i) => SealedShare.Seal(ShareOf(i), holder, _config.Context, random)).ToArray();
        return new DkgDeal(_index, _config.Context, commitments, shares, DkgInbox.Unsigned);
    }

    /// <summary>The open commitments, not yet signed.</summary>
    public DkgCommitments Commitments() =>
        new(_index, _config.Context, [.. _secret.Select(coefficient => Group.BaseMultiplySecret(coefficient))], DkgInbox.Unsigned);
}
