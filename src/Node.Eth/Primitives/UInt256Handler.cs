using System.Data;
using System.Numerics;
using Dapper;

namespace Node.Eth.Primitives;

/// <summary>Numbers from 0 to 2²⁵⁶−1 as 32 big-endian bytes, so that the order of the bytes is the order of the numbers.</summary>
internal sealed class UInt256Handler : SqlMapper.TypeHandler<BigInteger>
{
    private const int Size = 32;

    public override void SetValue(IDbDataParameter parameter, BigInteger value)
    {
        if (value.Sign < 0 || value.GetBitLength() > Size * 8)
        {
            throw new ArgumentOutOfRangeException(nameof(value), "only numbers from 0 to 2^256-1 can be stored");
        }

        var bytes = new byte[Size];
        value.TryWriteBytes(bytes.AsSpan(Size - value.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        parameter.DbType = DbType.Binary;
        parameter.Value = bytes;
    }

    public override BigInteger Parse(object value) => new((byte[])value, isUnsigned: true, isBigEndian: true);
}
