using System.Numerics;
using CsCheck;
using Node.Core.Randomness;
using Node.Eth.Signatures.Secp256k1;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

public sealed class EncodingTests
{
    private static readonly byte[] Order = Convert.FromHexString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    private static readonly byte[] OrderPlusOne = Convert.FromHexString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142");
    private static readonly byte[] Prime = Convert.FromHexString("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f");
    private static readonly byte[] Ones = [.. Enumerable.Repeat((byte)0xff, 32)];
    private static readonly byte[] X = Point.Generator.X.ToBytes();
    private static readonly byte[] Y = Point.Generator.Y.ToBytes();

    [Fact]
    public void What_is_written_is_read_back() => Gen.Select(Generators.Scalars, Generators.Points).Sample(
        (k, p) =>
        {
            Assert.Equal(k, Scalar.Parse(k.ToBytes()));
            Assert.Equal(k, Scalar.From(k.ToBigInteger()));
            Assert.Equal(k, Scalar.Reduce(k.ToHash()));
            Assert.Equal(k, Scalar.Reduce(k.ToBigInteger() - (Group.Order * 3)));
            Assert.Equal(p.X, FieldElement.Parse(p.X.ToBytes()));
            Assert.Equal(p.Y, FieldElement.Reduce(p.Y.ToBigInteger() + (FieldElement.Prime * 2)));
            if (p.IsIdentity)
            {
                return;
            }

            Assert.Equal(p, Point.Parse(p.ToBytes()));
            Assert.Equal(p, Point.ParseUncompressed(p.ToUncompressedBytes()));
            Assert.Equal(p, Point.FromCoordinates(p.X, p.Y));
            Assert.Equal(p, PublicKey.Parse(PublicKey.Of(p).ToString()).ToPoint());
            Assert.Equal(Point.Size, p.ToBytes().Length);
        },
        iter: TestScale.Pick(300, 20_000));

    [Fact]
    public void Data_put_into_a_point_is_read_back()
    {
        var random = SeededRandom.Fresh();
        for (var length = 0; length <= Point.DataBytesMax; length++)
        {
            var data = random.NextBytes(length);
            Assert.Equal(data, PointData.Extract(PointData.Embed(data, random)));
        }
    }

    [Fact]
    public void Everything_that_is_not_taken_is_refused_with_its_own_constant_words()
    {
        Refused(CurveFault.ScalarLength, () => Scalar.Parse([]), () => Scalar.Parse(new byte[31]), () => Scalar.Parse(new byte[33]));
        Refused(CurveFault.ScalarNotReduced,
            () => Scalar.Parse(Order), () => Scalar.Parse(OrderPlusOne), () => Scalar.Parse(Ones),
            () => Scalar.From(Group.Order), () => Scalar.From(-1), () => Scalar.From(BigInteger.Pow(2, 600)));
        Refused(CurveFault.FieldElementLength,
            () => FieldElement.Parse(new byte[31]), () => FieldElement.Parse(new byte[33]), () => FieldElement.Reduce([]));
        Refused(CurveFault.FieldElementNotReduced,
            () => FieldElement.Parse(Prime), () => FieldElement.Parse(Ones),
            () => Point.Parse([.. Prime, 0]), () => Point.ParseUncompressed([.. X, .. Prime]), () => Point.ParseUncompressed([.. Ones, .. Y]));
        Refused(CurveFault.DivisionByZero,
            () => Scalar.Zero.Inverse(), () => Scalar.One / Scalar.Zero, () => FieldElement.Zero.Inverse());
        Refused(CurveFault.PointLength, () => Point.Parse([]), () => Point.Parse(X), () => Point.Parse(new byte[34]), () => new PublicKey(X));
        Refused(CurveFault.PointParity, () => Point.Parse([.. X, 2]), () => Point.Parse([2, .. X]), () => Point.Parse([.. X, 0xff]));
        Refused(CurveFault.UncompressedPointLength,
            () => Point.ParseUncompressed([]), () => Point.ParseUncompressed(new byte[63]), () => Point.ParseUncompressed([4, .. X, .. Y]));
        Refused(CurveFault.NotOnCurve,
            () => Point.Parse(new byte[33]), () => Point.Parse([.. new byte[31], 5, 0]), () => Point.ParseUncompressed([.. Y, .. X]),
            () => Point.FromCoordinates(FieldElement.Zero, FieldElement.Zero));
        Refused(CurveFault.Identity,
            () => Point.ParseUncompressed(new byte[64]), () => Point.Identity.ToBytes(), () => Point.Identity.ToUncompressedBytes(),
            () => Point.Identity.ToAddress(), () => Point.Identity.ToHash(), () => PublicKey.Of(Point.Identity), () => CurveKeyPair.Of(Scalar.Zero));
        Refused(CurveFault.DataTooLong, () => PointData.Embed(new byte[Point.DataBytesMax + 1], new SystemRandomSource()));
        Refused(CurveFault.NoData, () => PointData.Extract(Point.Generator));
        Refused(CurveFault.PublicKeyText,
            () => PublicKey.Parse(""), () => PublicKey.Parse("0x"), () => PublicKey.Parse(new string('0', 68)), () => PublicKey.Parse("0x" + new string('g', 66)));
        Refused(CurveFault.ListLengths, () => Group.SumPublic([Scalar.One], []));
    }

    [Fact]
    public void Every_fault_has_words_of_its_own()
    {
        var words = Enum.GetValues<CurveFault>().Select(CurveException.Describe).ToList();
        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.DoesNotContain(CurveException.Describe((CurveFault)(-1)), words);
    }

    [Fact]
    public void A_source_that_never_gives_a_point_is_given_up()
    {
        // No point has x = 5.
        var five = new Repeated([.. new byte[31], 5]);
        Refused(CurveFault.NoPointFound, () => PointData.Pick(five));
        Assert.Equal(PointData.TriesMax, five.Calls);

        var nothing = new Repeated([0]);
        Refused(CurveFault.NoPointFound, () => PointData.Embed([], nothing));
        Assert.Equal(PointData.TriesMax, nothing.Calls);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_by_type() => Gen.Byte.Array[0, 70].Sample(
        bytes =>
        {
            Func<byte[], object>[] readers =
            [
                b => Scalar.Parse(b), b => FieldElement.Parse(b), b => Point.Parse(b), b => Point.ParseUncompressed(b), b => new PublicKey(b),
                b => PublicKey.Parse(Convert.ToHexString(b)),
            ];
            foreach (var read in readers)
            {
                try
                {
                    read(bytes);
                }
                catch (CurveException)
                {
                    // The one type that may come out.
                }
            }
        },
        iter: TestScale.Pick(2_000, 100_000));

    [Fact]
    public void No_text_shows_a_private_scalar()
    {
        var key = CurveKeyPair.Of(Scalar.Reduce([0xab, 0xcd]));
        Assert.DoesNotContain("abcd", $"{key} {key.Private}", StringComparison.OrdinalIgnoreCase);
        Assert.Equal("scalar{abcd}", key.Private.ToPublicText());
    }

    private static void Refused(CurveFault fault, params Func<object>[] attempts) => Assert.All(attempts, attempt =>
    {
        var exception = Assert.Throws<CurveException>(attempt);
        Assert.Equal(fault, exception.Fault);
        Assert.Equal(CurveException.Describe(fault), exception.Message);
    });

    private sealed class Repeated(byte[] bytes) : IRandomSource
    {
        public int Calls { get; private set; }

        public void Fill(Span<byte> destination)
        {
            Calls++;
            for (var i = 0; i < destination.Length; i++)
            {
                destination[i] = bytes[i % bytes.Length];
            }
        }
    }
}
