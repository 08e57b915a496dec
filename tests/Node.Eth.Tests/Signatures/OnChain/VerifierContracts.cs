using System.Numerics;
using DevChain.Chains;
using DevChain.Contracts;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Node.Testing.Anvil;

namespace Node.Eth.Tests.Signatures.OnChain;

/// <summary>A local chain with the field's verifiers on it, which are only asked and never sent to.</summary>
public sealed class VerifierContracts : AnvilFixture
{
    private static readonly AbiFunction VerifySchnorr = AbiFunction.Parse(
        "verifySignature(uint256 x, uint8 parity, uint256 signature, uint256 message, address commitment) returns (bool)");

    private static readonly AbiFunction RandomValueV1 = AbiFunction.Parse("randomValueFromVRFProof_(bytes proof) returns (uint256)");

    private static readonly byte[] SelectorV2 = Keccak256.Hash(
        "randomValueFromVRFProof_((uint256[2],uint256[2],uint256,uint256,uint256,address,uint256[2],uint256[2],uint256),uint256)").ToBytes()[..4];

    private Address _schnorr;
    private Address _vrfV1;
    private Address _vrfV2;

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _schnorr = await ContractDeployment.DeployAsync(Chain, "SchnorrSECP256K1");
        _vrfV1 = await ContractDeployment.DeployAsync(Chain, "VRFTestHelperV1");
        _vrfV2 = await ContractDeployment.DeployAsync(Chain, "VRFTestHelperV2");
    }

    /// <summary>Whether the contract takes a signature; false too when it reverts.</summary>
    public async Task<bool> AcceptsAsync(Point key, BigInteger message, SchnorrSignature signature, CancellationToken cancellationToken)
    {
        var call = VerifySchnorr.EncodeCall(
            key.X.ToBigInteger(), key.Y.IsOdd ? BigInteger.One : BigInteger.Zero, signature.S, message, signature.Commitment);
        try
        {
            return (bool)VerifySchnorr.DecodeResult(await Chain.Rpc.CallContractAsync(_schnorr.ToString(), call, cancellationToken))[0];
        }
        catch (DevRpcException)
        {
            return false;
        }
    }

    /// <summary>What the verifier of a version says of a proof.</summary>
    public async Task<VrfContractAnswer> JudgeAsync(byte[] proof, VrfVersion version, BigInteger seed, CancellationToken cancellationToken)
    {
        var seedWord = new byte[32];
        seed.TryWriteBytes(seedWord.AsSpan(32 - seed.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        var (contract, call) = version == VrfVersion.V1 ? (_vrfV1, RandomValueV1.EncodeCall(proof)) : (_vrfV2, (byte[])[.. SelectorV2, .. proof, .. seedWord]);
        try
        {
            var answer = await Chain.Rpc.CallContractAsync(contract.ToString(), call, cancellationToken);
            return new VrfContractAnswer(null, new BigInteger(answer, isUnsigned: true, isBigEndian: true));
        }
        catch (DevRpcException e)
        {
            const string Reason = "execution reverted: ";
            var at = e.Message.IndexOf(Reason, StringComparison.Ordinal);
            return new VrfContractAnswer(at < 0 ? "" : e.Message[(at + Reason.Length)..e.Message.LastIndexOf(" (", StringComparison.Ordinal)].Split(", data")[0], 0);
        }
    }
}
