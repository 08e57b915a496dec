using System.Buffers;
using System.Buffers.Binary;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>Writes a message in a form that no other message has: lengths before lists, numbers of a fixed size.</summary>
internal sealed class DkgWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        _bytes.Write(bytes);
    }

    public void Write(Scalar value) => Write(value.ToBytes());

    public void Write(Point point)
    {
        if (point.IsIdentity)
        {
            Write(0);
        }
        else
        {
            Write(point.ToBytes());
        }
    }

    public void Write(IReadOnlyList<Point> points)
    {
        Write(points.Count);
        foreach (var point in points)
        {
            Write(point);
        }
    }

    public Hash32 Hash() => Keccak256.Hash(_bytes.WrittenSpan);
}
