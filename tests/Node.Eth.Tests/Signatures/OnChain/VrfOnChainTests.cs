using System.Numerics;
using Node.Core.Randomness;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures.OnChain;

/// <summary>Proofs before the field's own verifiers, of both generations.</summary>
public sealed class VrfOnChainTests(VerifierContracts contracts) : IClassFixture<VerifierContracts>
{
    private const int PaddingAt = 224;
    private const int PaddingSize = 12;

    [Fact]
    public async Task The_contracts_take_proofs_and_answer_changed_ones_as_foretold()
    {
        var token = TestContext.Current.CancellationToken;
        var random = CryptoTest.Stream(102);
        for (var i = 0; i < TestScale.Pick(8, 500); i++)
        {
            var seed = new BigInteger(random.NextBytes(32), isUnsigned: true, isBigEndian: true);
            var proof = EthVrf.Prove(Scalar.Pick(random), seed, random);
            var bytes = EthVrf.ToSolidity(proof).Marshal();
            var changed = bytes.ToArray();
            changed[random.NextInt32(changed.Length)] ^= (byte)(1 << random.NextInt32(8));
            foreach (var version in new[] { VrfVersion.V1, VrfVersion.V2 })
            {
                Assert.Equal(new VrfContractAnswer(null, proof.Output), await contracts.JudgeAsync(bytes, version, seed, token));
                Assert.Equal(VrfContract.Verify(changed, version, seed), await contracts.JudgeAsync(changed, version, seed, token));
            }
        }
    }

    [Fact]
    public async Task The_contracts_refuse_a_proof_with_any_part_of_it_changed()
    {
        var token = TestContext.Current.CancellationToken;
        var random = CryptoTest.Stream(103);
        var proof = EthVrf.Prove(Scalar.Pick(random), 7, random);
        var bytes = EthVrf.ToSolidity(proof).Marshal();
        for (var at = 0; at < bytes.Length; at += TestScale.Pick(29, 1))
        {
            var changed = bytes.ToArray();
            changed[at] ^= (byte)(1 << (at % 8));
            var isPadding = at is >= PaddingAt and < PaddingAt + PaddingSize;
            var isSeed = at is >= 192 and < PaddingAt;
            var first = await contracts.JudgeAsync(changed, VrfVersion.V1, 7, token);
            Assert.True(first.Ok == isPadding, $"byte {at}, first version: {first}");
            Assert.Equal(VrfContract.Verify(changed, VrfVersion.V1, 7), first);
            var second = await contracts.JudgeAsync(changed, VrfVersion.V2, 7, token);
            Assert.True(second.Ok == isSeed, $"byte {at}, second version: {second}");
            Assert.Equal(VrfContract.Verify(changed, VrfVersion.V2, 7), second);
        }
    }
}
