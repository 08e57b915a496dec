using Node.Core.Randomness;

namespace Node.Eth.Signatures.Secp256k1;

/// <summary>Random points, and points that carry a few bytes of data in their x.</summary>
public static class PointData
{
    /// <summary>Most draws of <see cref="Embed"/>; every other one gives a point, so a source that needs more is broken.</summary>
    public const int TriesMax = 10_000;

    /// <summary>A random point: draws an x of 32 bytes until a point has it, then one byte, and negates when its lowest bit is 0.</summary>
    /// <remarks>Before its sign is drawn, y is the root <see cref="FieldElement.SqrtCandidate"/>.</remarks>
    /// <exception cref="CurveException">No point was found in <see cref="TriesMax"/> draws.</exception>
    public static Point Pick(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[FieldElement.Size];
        for (var tries = 0; tries < TriesMax; tries++)
        {
            random.Fill(bytes);
            if (FieldElement.TryParse(bytes, out var x) && !x.IsZero && TryRoot(x, out var point))
            {
                random.Fill(bytes[..1]);
                return (bytes[0] & 1) == 0 ? -point : point;
            }
        }

        throw new CurveException(CurveFault.NoPointFound);
    }

    /// <summary>A random point that carries data: the bytes of x are its length, the data, and random bytes, drawn until a point has that x.</summary>
    /// <param name="data">At most <see cref="Point.DataBytesMax"/> bytes.</param>
    /// <param name="random">Fills what the data leaves.</param>
    /// <exception cref="CurveException">Too much data, or no point was found in <see cref="TriesMax"/> draws.</exception>
    public static Point Embed(ReadOnlySpan<byte> data, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (data.Length > Point.DataBytesMax)
        {
            throw new CurveException(CurveFault.DataTooLong);
        }

        Span<byte> bytes = stackalloc byte[FieldElement.Size];
        bytes[0] = (byte)data.Length;
        data.CopyTo(bytes[1..]);
        for (var tries = 0; tries < TriesMax; tries++)
        {
            random.Fill(bytes[(1 + data.Length)..]);
            if (FieldElement.TryParse(bytes, out var x) && TryRoot(x, out var point))
            {
                return point;
            }
        }

        throw new CurveException(CurveFault.NoPointFound);
    }

    /// <summary>The bytes that a point carries.</summary>
    /// <exception cref="CurveException">It is the identity, or the length in its first byte is above <see cref="Point.DataBytesMax"/>.</exception>
    public static byte[] Extract(in Point point)
    {
        if (point.IsIdentity)
        {
            throw new CurveException(CurveFault.Identity);
        }

        Span<byte> bytes = stackalloc byte[FieldElement.Size];
        point.X.CopyTo(bytes);
        return bytes[0] <= Point.DataBytesMax ? bytes.Slice(1, bytes[0]).ToArray() : throw new CurveException(CurveFault.NoData);
    }

    private static bool TryRoot(in FieldElement x, out Point point)
    {
        point = default;
        return FieldElement.CurveRightSide(x).TrySqrt(out var y) && Point.TryFromCoordinates(x, y, out point);
    }
}
