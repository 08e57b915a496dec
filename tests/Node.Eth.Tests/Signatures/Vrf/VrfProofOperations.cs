using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Xunit;

namespace Node.Eth.Tests.Signatures.Vrf;

/// <summary>What each line of the vectors of proofs asks, by its <c>op</c>.</summary>
internal static class VrfProofOperations
{
    private static readonly (string Name, VrfVersion Version)[] Contracts = [("v1", VrfVersion.V1), ("v2", VrfVersion.V2)];

    public static IReadOnlyDictionary<string, Action<Vector>> All { get; } = new Dictionary<string, Action<Vector>>
    {
        ["prove"] = Prove,
        ["prove-error"] = vector =>
        {
            Assert.True(vector.MustReject);
            Refusal.Of(() => ProveWith(vector));
        },
        ["verify"] = Verify,
        ["unmarshal"] = Unmarshal,
        ["onchain"] = vector => CheckContracts(vector, vector.Bytes("proof"), vector.Number("seedV2")),
    };

    private static VrfProof ProveWith(Vector vector)
    {
        var (secret, seed, nonce) = (vector.Number("secret"), vector.Number("seed"), vector.Number("nonce"));
        return EthVrf.Prove(Scalar.From(secret), seed, Scalar.From(nonce));
    }

    private static void Prove(Vector vector) => Refusal.OrHolds(vector, () => ProveWith(vector), proof =>
    {
        Assert.Equal(vector.Point("public"), proof.Public);
        Assert.Equal(vector.Point("hash"), EthVrf.HashToCurve(proof.Public, proof.Seed));
        Assert.Equal(vector.Point("gamma"), proof.Gamma);
        Assert.Equal((vector.Number("c"), vector.Number("s"), vector.Number("output")), (proof.C, proof.S, proof.Output));
        var solidity = EthVrf.ToSolidity(proof);
        Assert.Equal(vector.Text("uWitness"), HexData.Format(solidity.UWitness.ToBytes()));
        Assert.Equal(vector.Point("cGammaWitness"), solidity.CGammaWitness);
        Assert.Equal(vector.Point("sHashWitness"), solidity.SHashWitness);
        Assert.Equal(vector.Number("zInv"), solidity.ZInv);
        Assert.Equal(vector.Text("compressed"), PublicKey.Of(proof.Public).ToString());
        Assert.Equal(vector.Text("keyHash"), EthVrf.KeyHash(proof.Public).ToString());
        Assert.Equal(vector.Text("proof"), HexData.Format(solidity.Marshal()));
        Assert.Equal(proof, EthVrf.Unmarshal(solidity.Marshal()));
        Assert.Equal(vector.Object("verify").Flag("ok"), EthVrf.Verify(proof).Ok);
        CheckContracts(vector, solidity.Marshal(), proof.Seed);
    });

    private static void Verify(Vector vector)
    {
        var verdict = EthVrf.Verify(
            vector.Bytes("public"), vector.Bytes("gamma"), vector.Number("c"), vector.Number("s"), vector.Number("seed"), vector.Number("output"));
        Assert.True(vector.IsGood == verdict.Ok, verdict.Reason);
    }

    private static void Unmarshal(Vector vector) => Refusal.OrHolds(vector, () => EthVrf.Unmarshal(vector.Bytes("proof")), proof =>
    {
        Assert.Equal((vector.Point("public"), vector.Point("gamma")), (proof.Public, proof.Gamma));
        Assert.Equal((vector.Number("c"), vector.Number("s")), (proof.C, proof.S));
        Assert.Equal((vector.Number("seed"), vector.Number("output")), (proof.Seed, proof.Output));
    });

    private static void CheckContracts(Vector vector, byte[] proof, BigInteger seed)
    {
        foreach (var (name, version) in Contracts)
        {
            var expected = vector.Object("onchain").Object(name);
            var answer = EthVrf.OnChain(proof, version, seed);
            Assert.Equal(expected.Flag("ok"), answer.Ok);
            Assert.Equal(expected.Has("output") ? expected.Number("output") : BigInteger.Zero, answer.Output);
            var revert = expected.Has("revert") ? expected.Text("revert") : null;
            Assert.Equal(revert == "execution reverted" ? "" : revert, answer.Revert);
        }
    }
}
