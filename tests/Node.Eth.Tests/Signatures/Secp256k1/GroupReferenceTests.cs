using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Primitives;
using Node.Eth.Signatures;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

/// <summary>The worked figures of the field for the group, besides its vectors.</summary>
public sealed class GroupReferenceTests
{
    /// <summary>A multiple of the generator: how often, x, y.</summary>
    public static TheoryData<int, string, string> Multiples => new()
    {
        { 1, "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8" },
        { 2, "c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5", "1ae168fea63dc339a3c58419466ceaeef7f632653266d0e1236431a950cfe52a" },
        { 3, "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9", "388f7b0f632de8140fe337e62a37f3566500a99934c2231b6cb9fd7584b8e672" },
        { 4, "e493dbf1c10d80f3581e4904930b1404cc6c13900ee0758474fa94abe8c4cd13", "51ed993ea0d455b75642e2098ea51448d967ae33bfbdfe40cfe97bdc47739922" },
        { 5, "2f8bde4d1a07209355b4a7250a5c5128e88b84bddc619ab7cba8d569b240efe4", "d8ac222636e5e3d6d4dba9dda6c9c426f788271bab0d6840dca87d3aa6ac62d6" },
        { 8, "2f01e5e15cca351daff3843fb70f3c2f0a1bdd05e5af888a67784ef3e10a2a01", "5c4da8a741539949293d082a132d13b4c2e213d6ba5b7617b5da2cb76cbde904" },
        { 9, "acd484e2f0c7f65309ad178a9f559abde09796974c57e714c35f110dfc27ccbe", "cc338921b0a7d9fd64380971763b61e9add888a4375f8e0f05cc262ac64f9c37" },
        { 10, "a0434d9e47f3c86235477c7b1ae6ae5d3442d49b1943c2b752a68e2a47e247c7", "893aba425419bc27a3b6c7e693a24c696f794c2ed877a1593cbee53b037368d7" },
        { 17, "defdea4cdb677750a420fee807eacf21eb9898ae79b9768766e4faa04a2d4a34", "4211ab0694635168e997b0ead2a93daeced1f4a04a95c0f6cfb199f69e56eb77" },
        { -1, "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", "b7c52588d95c3b9aa25b0403f1eef75702e84bb7597aabe663b82f6f04ef2777" },
    };

    [Theory]
    [MemberData(nameof(Multiples))]
    public void Multiples_of_the_generator_come_out_every_way(int times, string x, string y)
    {
        var k = Scalars.SetInt64(times);
        var expected = Group.LongUnmarshal(Convert.FromHexString(x + y));
        Assert.Equal(expected, Group.BaseMul(k));
        Assert.Equal(expected, Group.BaseMultiplyPublic(k));
        Assert.Equal(expected, Group.Mul(k, Group.Generator));
        Assert.Equal(expected, Group.MultiplyPublic(k, Group.Generator));
        Assert.Equal(expected, times < 0 ? -Group.Generator : Group.SumPublic([.. Enumerable.Repeat(Group.Generator, times)]));
    }

    [Fact]
    public void The_order_times_the_generator_is_the_identity_and_one_more_is_the_generator()
    {
        var last = Group.BaseMul(-Scalar.One);
        Assert.True((last + Group.Generator).IsIdentity);
        Assert.Equal(Group.Generator, last + Group.Generator + Group.Generator);
        Assert.True(Group.BaseMul(Scalars.IntToScalar(Group.Order)).IsIdentity);
        Assert.Equal(Group.Generator, Group.BaseMul(Scalars.IntToScalar(Group.Order + 1)));
    }

    [Fact]
    public void Encodings_addresses_and_hashes_are_those_of_the_field()
    {
        Assert.Equal("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f8179800", Convert.ToHexStringLower(Group.Marshal(Group.Generator)));
        Assert.Equal("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", Keccak256.Hash([]).ToString());
        var secret = Convert.FromHexString("3a1076bf45ab87712ad64ccb3b10217737f7faacbf2872e88fdd9a537d8fe266");
        Assert.Equal("0xc2d7cf95645d33006175b78989035c7c9061d3f9", HexData.Format(Group.Address(Group.BaseMul(Scalar.Parse(secret))).ToBytes()));
        using var key = new PrivateKey(secret);
        Assert.Equal("0xc2d7cf95645d33006175b78989035c7c9061d3f9", HexData.Format(key.Address.ToBytes()));
        var text = "0x9dc09a0f898f3b5e8047204e7ce7e44b587920932f08431e29c9bf6923b8450a01";
        Assert.Equal("0xc4406d555db624837188b91514a5f47e34d825d935ab887a35c06a3e7c41de69", Group.PublicKey(text).ToHash().ToString());
        Assert.Equal(text, Group.PublicKey(text).ToString());
        Assert.Equal("scalar{14551231950b75fc4402da1732fc9bebf}", Scalars.IntToScalar(BigInteger.One << 256).ToPublicText());
    }

    [Fact]
    public void A_public_key_whose_x_is_not_below_the_prime_is_refused_so_that_a_key_has_one_text()
    {
        var text = "0x" + (FieldElement.Prime + 1).ToString("x64", System.Globalization.CultureInfo.InvariantCulture)[^64..] + "01";
        Assert.Equal(CurveFault.FieldElementNotReduced, Assert.Throws<CurveException>(() => Group.PublicKey(text)).Fault);
        Assert.False(PublicKey.TryParse(text, out _));
        Assert.Equal(CurveFault.PublicKeyText, Assert.Throws<CurveException>(() => Group.PublicKey(text[..^2])).Fault);
    }

    [Fact]
    public void Squares_and_ordinates_are_told_apart()
    {
        static FieldElement Of(int value) => FieldElement.Reduce(new BigInteger(value));
        Assert.False(Of(-1).IsSquare);
        Assert.Equal(Of(8), FieldElement.CurveRightSide(Of(1)));
        Assert.Equal(Of(15), FieldElement.CurveRightSide(Of(2)));
        Assert.False(Point.TryFromX(Of(0), isYOdd: false, out _));
        Assert.False(Point.TryFromX(Of(5), isYOdd: false, out _));
        Assert.True(Point.TryFromX(Of(1), isYOdd: false, out _));
        Assert.True(Of(4).TrySqrt(out var root));
        Assert.True(root == Of(2) || root == Of(-2));
    }

    [Fact]
    public void The_contract_takes_just_these_of_the_first_twelve_multiples_as_keys() => Assert.Equal(
        [1, 5, 7, 8, 11],
        Enumerable.Range(1, 12).Where(k => Group.ValidPublicKey(Group.BaseMul(Scalars.SetInt64(k)).ToUncompressedBytes()).SchnorrValid));
}
