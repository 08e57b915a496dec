using System.Numerics;
using CsCheck;
using Node.Eth.Transactions;
using Xunit;

namespace Node.Eth.Tests.Transactions;

public sealed class UInt256BytesTests
{
    [Fact]
    public void Every_number_reads_back_and_the_bytes_sort_as_the_numbers_do() =>
        Gen.Select(Gen.Byte.Array[0, 32], Gen.Byte.Array[0, 32]).Sample((left, right) =>
        {
            var (a, b) = (new BigInteger(left, isUnsigned: true), new BigInteger(right, isUnsigned: true));
            var (x, y) = (UInt256Bytes.Of(a), UInt256Bytes.Of(b));
            return x.Length == 32 && UInt256Bytes.Read(x) == a && Math.Sign(x.AsSpan().SequenceCompareTo(y)) == a.CompareTo(b);
        });

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        Assert.Equal(UInt256Bytes.Max, UInt256Bytes.Read(UInt256Bytes.Of(UInt256Bytes.Max)));
        Assert.Throws<OverflowException>(() => UInt256Bytes.Of(UInt256Bytes.Max + 1));
        Assert.Throws<OverflowException>(() => UInt256Bytes.Of(-1));
    }
}
