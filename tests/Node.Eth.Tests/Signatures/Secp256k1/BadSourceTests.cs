using Node.Core.Randomness;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

/// <summary>Sources of randomness that give nothing of use, room that is too short, and points without coordinates: each is a fault of its name, and nothing waits for ever.</summary>
public sealed class BadSourceTests
{
    [Fact]
    public void A_source_that_gives_no_scalar_is_found_out_after_PickTriesMax_draws()
    {
        var zeros = new Same(new byte[32]);
        Fails(CurveFault.NoScalarFound, () => Scalar.Pick(zeros));
        Assert.Equal(Scalar.PickTriesMax, zeros.Draws);
        Fails(CurveFault.NoScalarFound, () => Scalar.Pick(new Same([.. Enumerable.Repeat((byte)0xff, 32)])));
        Fails(CurveFault.NoScalarFound, () => Group.GenerateKey(zeros));
        Fails(CurveFault.NoScalarFound, () => EthSchnorr.Sign(Scalar.One, 1, zeros));
        Fails(CurveFault.NoScalarFound, () => EthVrf.Prove(Scalar.One, 1, zeros));
        Fails(CurveFault.NoPointFound, () => PointData.Pick(zeros));
    }

    [Fact]
    public void A_source_that_gives_no_key_of_the_contract_is_found_out_after_KeyTriesMax_keys()
    {
        var twos = new Same(Scalar.FromInt64(2).ToBytes());
        Assert.False(Group.GenerateKey(twos).Public.IsSchnorrPublicKey);
        Fails(CurveFault.NoScalarFound, () => EthSchnorr.Generate(twos));
        Assert.Equal(1 + Group.KeyTriesMax, twos.Draws);
    }

    [Fact]
    public void Room_that_is_too_short_is_a_fault()
    {
        Fails(CurveFault.DestinationLength, () => Scalar.One.CopyTo(new byte[31]));
        Fails(CurveFault.DestinationLength, () => FieldElement.One.CopyTo(new byte[31]));
        Fails(CurveFault.DestinationLength, () => Point.Generator.CopyTo(new byte[32]));
        Fails(CurveFault.DestinationLength, () => Point.Generator.CopyUncompressedTo(new byte[63]));
    }

    [Fact]
    public void The_identity_carries_no_data() => Fails(CurveFault.Identity, () => Group.Data(Point.Identity));

    private static void Fails(CurveFault fault, Action action) => Assert.Equal(fault, Assert.Throws<CurveException>(action).Fault);

    private sealed class Same(byte[] draw) : IRandomSource
    {
        public int Draws { get; private set; }

        public void Fill(Span<byte> destination)
        {
            draw.AsSpan(0, destination.Length).CopyTo(destination);
            Draws++;
        }
    }
}
