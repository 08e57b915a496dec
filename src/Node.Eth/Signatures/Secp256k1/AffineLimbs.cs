using System.Runtime.CompilerServices;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>A point other than the identity by its coordinates, both of magnitude 1.</summary>
internal struct AffineLimbs
{
    public FieldLimbs X;
    public FieldLimbs Y;

    /// <summary>The opposite point, where a negative is asked for. For public choices.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NegateIf(out AffineLimbs result, in AffineLimbs point, bool isNegative)
    {
        result = point;
        if (isNegative)
        {
            FieldLimbs.Negate(out result.Y, point.Y, 1);
        }
    }

    /// <summary>Takes the opposite point when the mask is all ones. For secret choices.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void NegateIf(ulong mask)
    {
        FieldLimbs.Negate(out var negative, Y, 1);
        FieldLimbs.TimesCarried(out negative, negative, 1);
        Y.Select(negative, mask);
    }
}
