namespace Node.Eth.Signatures.Secp256k1;

/// <summary>A value that is not what the curve takes. Trying again cannot help. The message is one constant text per fault.</summary>
public sealed class CurveException : Exception
{
    internal CurveException(CurveFault fault)
        : base(Describe(fault)) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public CurveFault Fault { get; }

    internal static void ThrowIfShort(ReadOnlySpan<byte> destination, int size)
    {
        if (destination.Length < size)
        {
            throw new CurveException(CurveFault.DestinationLength);
        }
    }

    /// <summary>The text of a fault. It never holds what was refused.</summary>
    public static string Describe(CurveFault fault) => fault switch
    {
        CurveFault.ScalarLength => "a scalar has 32 bytes",
        CurveFault.ScalarNotReduced => "a scalar is not negative and below the order of the group",
        CurveFault.FieldElementLength => "a field element has 32 bytes",
        CurveFault.FieldElementNotReduced => "a field element is not negative and below the prime of the field",
        CurveFault.DivisionByZero => "zero has no inverse",
        CurveFault.PointLength => "a point has 33 bytes: x, then the parity of y",
        CurveFault.PointParity => "the last byte of a point is 0 for an even y or 1 for an odd one",
        CurveFault.UncompressedPointLength => "an uncompressed point has 64 bytes: x, then y",
        CurveFault.NotOnCurve => "no point of the curve has these coordinates",
        CurveFault.Identity => "the identity is not taken here: it has no coordinates, no encoding and no address",
        CurveFault.DataTooLong => "a point holds at most 29 bytes of data",
        CurveFault.NoData => "the point holds no data: the length in its first byte is above 29",
        CurveFault.NoPointFound => "no point was found in the randomness given: the source is broken",
        CurveFault.NoScalarFound => "no scalar was found in the randomness given: the source is broken",
        CurveFault.DestinationLength => "there is less room than the bytes to be written need",
        CurveFault.PublicKeyText => "a public key is 0x followed by 66 hex digits",
        CurveFault.ListLengths => "there must be as many scalars as points",
        _ => "the value is not taken by the curve",
    };
}
