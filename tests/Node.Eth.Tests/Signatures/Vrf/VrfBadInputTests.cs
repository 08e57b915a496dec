using System.Numerics;
using Node.Core.Randomness;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures.Vrf;

public sealed class VrfBadInputTests
{
    private static readonly BigInteger TooLarge = BigInteger.One << 256;

    [Fact]
    public void Each_thing_that_is_wrong_with_a_request_has_its_name()
    {
        var random = CryptoTest.Stream(0);
        var request = new VrfRequest { PreSeed = 1, BlockHash = Hash32.Zero, BlockNumber = 1 };
        void Fails(VrfFault fault, VrfVersion version, VrfRequest bad) =>
            Assert.Equal(fault, Assert.Throws<VrfException>(() => VrfResponses.Respond(version, Scalar.One, bad, random)).Fault);
        Fails(VrfFault.SeedOutOfRange, VrfVersion.V1, request with { PreSeed = TooLarge });
        Fails(VrfFault.SeedOutOfRange, VrfVersion.V2, request with { PreSeed = -1 });
        Fails(VrfFault.BlockNumberOutOfRange, VrfVersion.V1, request with { BlockNumber = BigInteger.One << 64 });
        Fails(VrfFault.BlockNumberOutOfRange, VrfVersion.V2Plus, request with { BlockNumber = -1 });
        Fails(VrfFault.RequestOutOfRange, VrfVersion.V2, request with { SubId = BigInteger.One << 64 });
        Fails(VrfFault.RequestOutOfRange, VrfVersion.V2Plus, request with { SubId = TooLarge });
        Fails(VrfFault.RequestOutOfRange, VrfVersion.V2, request with { CallbackGasLimit = 1L << 32 });
        Fails(VrfFault.RequestOutOfRange, VrfVersion.V2, request with { NumWords = -1 });
        Assert.Equal(VrfFault.SecretIsZero, Assert.Throws<VrfException>(() => EthVrf.Prove(Scalar.Zero, 1, random)).Fault);
        Assert.Equal(VrfFault.NonceIsZero, Assert.Throws<VrfException>(() => EthVrf.Prove(Scalar.One, 1, Scalar.Zero)).Fault);
        Assert.Equal(VrfFault.KeyNotOnCurve, Assert.Throws<VrfException>(() => EthVrf.HashToCurve(Point.Identity, 1)).Fault);
        Assert.Equal(VrfFault.KeyNotOnCurve, Assert.Throws<VrfException>(() => EthVrf.KeyHash(Point.Identity)).Fault);
        Assert.Equal(VrfFault.SeedOutOfRange, Assert.Throws<VrfException>(() => VrfResponses.FinalSeed(TooLarge, Hash32.Zero)).Fault);
    }

    [Fact]
    public void More_words_than_RandomWordsMax_are_refused()
    {
        Assert.Equal(VrfResponses.RandomWordsMax, VrfResponses.RandomWords(1, VrfResponses.RandomWordsMax).Count);
        Assert.Equal(VrfFault.RequestOutOfRange, Assert.Throws<VrfException>(() => VrfResponses.RandomWords(1, VrfResponses.RandomWordsMax + 1)).Fault);
        Assert.Equal(VrfFault.RequestOutOfRange, Assert.Throws<VrfException>(() => VrfResponses.RandomWords(1, -1)).Fault);
    }

    [Fact]
    public void A_response_of_the_first_version_with_any_bit_changed_is_refused_but_for_what_the_contract_ignores()
    {
        var random = CryptoTest.Stream(1);
        var request = new VrfRequest { PreSeed = 5, BlockHash = Keccak256.Hash("block"), BlockNumber = 9 };
        var response = VrfResponses.Respond(VrfVersion.V1, Scalar.FromInt64(3), request, random).Marshalled;
        Assert.True(VrfResponses.CheckV1(response, 5, request.BlockHash).Ok);
        for (var at = 0; at < response.Length - 8; at += TestScale.Pick(13, 1))
        {
            var changed = response.ToArray();
            changed[at] ^= 0x10;
            Assert.True(VrfResponses.CheckV1(changed, 5, request.BlockHash).Ok == at is >= 224 and < 236, $"byte {at}");
        }

        // A block number of more than 64 bits, whose lower ones are right.
        var large = response.ToArray();
        large[VrfSolidityProof.Size + 23] = 1;
        Assert.Equal(VrfFault.BlockNumberOutOfRange, VrfResponses.CheckV1(large, 5, request.BlockHash).Fault);
        Assert.Equal(VrfFault.BlockNumberOutOfRange, Assert.Throws<VrfException>(() => VrfResponses.ReadV1(large)).Fault);
        Assert.Equal(VrfFault.ResponseLength, VrfResponses.CheckV1(response.AsSpan(1), 5, request.BlockHash).Fault);
        Assert.Equal(VrfFault.SeedOutOfRange, VrfResponses.CheckV1(response, -5, request.BlockHash).Fault);
    }

    [Fact]
    public void Random_bytes_are_answered_and_never_break_anything()
    {
        var random = CryptoTest.Stream(2);
        for (var i = 0; i < TestScale.Pick(100, 20_000); i++)
        {
            var bytes = random.NextBytes(i % 3 == 0 ? VrfSolidityProof.Size : random.NextInt32(500));
            Assert.False(VrfContract.Verify(bytes, VrfVersion.V1, 0).Ok || VrfContract.Verify(bytes, VrfVersion.V2, 0).Ok);
            Assert.False(VrfResponses.CheckV1(bytes, 1, Hash32.Zero).Ok);
            Refusal.Of(() => EthVrf.Unmarshal(bytes));
            Refusal.Of(() => VrfExtraArgs.Decode(bytes));
            Refusal.Of(() => VrfExtraArgs.Decode([.. VrfExtraArgs.Encode(true), .. bytes, 0]));
        }
    }
}
