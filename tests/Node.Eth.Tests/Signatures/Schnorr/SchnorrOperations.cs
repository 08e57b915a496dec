using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.Schnorr;

/// <summary>What each line of the vectors of Schnorr signatures asks.</summary>
internal static class SchnorrOperations
{
    /// <summary>Three verdicts: as wanted, on chain, and that of the field's node where it has no fault.</summary>
    public static void Verify(Vector vector)
    {
        var (want, reference) = (vector.Object("want"), vector.Object("ref"));
        var (message, signature) = (vector.Number("msg"), SignatureOf(vector));
        var verdict = EthSchnorr.Verify(vector.Bytes("public"), message, signature);
        Assert.Equal(want.Flag("ok"), verdict.Ok);
        if (!verdict.Ok)
        {
            Assert.Equal(FaultOf(want.Text("reason")), verdict.Fault);
            Assert.Equal(verdict.Fault!.Value.Describe(), verdict.Reason);
        }

        if (want.Has("e"))
        {
            Assert.Equal(want.Text("e"), HexData.Format(EthSchnorr.Challenge(vector.Point("public"), message, signature.Commitment).ToBytes()));
        }

        if (!vector.Has("fault"))
        {
            Assert.Equal(reference.Flag("ok"), verdict.Ok);
            Assert.NotEqual(reference.Has("error") && reference.Text("error").Length > 0, verdict.Ok);
            Assert.True(!reference.Has("e") || reference.Text("e") == Challenge(vector, message, signature));
        }

        OnChain(vector, message, signature);
    }

    /// <summary>The signature as wanted, that of the field's node where it has no fault, and the contract's verdict of either.</summary>
    public static void Sign(Vector vector)
    {
        var (want, reference, draws) = (vector.Object("want"), vector.Object("ref"), vector.Draws());
        var (secret, key, message) = (vector.Scalar("secret"), vector.Point("public"), vector.Number("msg"));
        Assert.Equal(vector.Texts("draws")[^1], vector.Text("nonce"));
        Assert.Equal(vector.Text("address"), HexData.Format(Group.Address(Group.BaseMul(vector.Scalar("nonce"))).ToBytes()));
        Assert.Equal(key, Group.BaseMul(secret));
        if (want.HasValue("error"))
        {
            Refusal.Of(() => EthSchnorr.Sign(secret, message, draws));
            Assert.Equal(0, draws.Used);
            Assert.True(vector.IsNull("contract"));
            Assert.True(vector.Has("fault") || reference.Text("error").Length > 0);
            return;
        }

        var signature = EthSchnorr.Sign(secret, message, draws);
        draws.AssertUsedUp();
        Assert.Equal(vector.Text("address"), HexData.Format(signature.Commitment.ToBytes()));
        Assert.Equal(want.Number("s"), signature.S);
        Assert.Equal(want.Text("e"), HexData.Format(EthSchnorr.Challenge(key, message, signature.Commitment).ToBytes()));
        Assert.True(EthSchnorr.Verify(key, message, signature).Ok);
        if (!vector.Has("fault"))
        {
            Assert.Equal((reference.Text("e"), reference.Text("s")), (want.Text("e"), want.Text("s")));
        }

        var contract = vector.Object("contract");
        CheckContract(contract.Object("want"), EthSchnorr.VerifyOnChain(key, message, signature));
        CheckContract(contract.Object("ref"), EthSchnorr.VerifyOnChain(key, message, signature with { S = reference.Number("s") }));
    }

    /// <summary>Whether a verdict is the contract's, the text it reverts with included.</summary>
    public static void CheckContract(Vector contract, SchnorrVerdict verdict)
    {
        Assert.Equal(contract.Flag("ok"), verdict.Ok);
        Assert.Equal(contract.Has("revert") ? contract.Text("revert") : null, verdict.Fault?.Revert());
    }

    // By its definition, so that the key need not be a point.
    private static string Challenge(Vector vector, BigInteger message, SchnorrSignature signature)
    {
        var key = vector.Bytes("public");
        var word = message.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] input = [.. key[..32], (byte)(key[63] & 1), .. new byte[32 - word.Length], .. word, .. signature.Commitment.ToBytes()];
        return HexData.Format(Scalars.SetBytes(Keccak256.Hash(input).ToBytes()).ToBytes());
    }

    // The contract is given x and the parity of y, whatever they are; null where an argument does not fit its type.
    private static void OnChain(Vector vector, BigInteger message, SchnorrSignature signature)
    {
        var bytes = vector.Bytes("public");
        var verdict = EthSchnorr.VerifyOnChain(
            new BigInteger(bytes.AsSpan(0, 32), isUnsigned: true, isBigEndian: true), (byte)(bytes[63] & 1), message, signature.S, signature.Commitment);
        if (vector.IsNull("contract"))
        {
            Assert.True(verdict.Fault is SchnorrFault.MessageOutOfRange or SchnorrFault.ResponseOutOfRange);
            return;
        }

        CheckContract(vector.Object("contract"), verdict);
        if (Point.TryParseUncompressed(bytes, out var point))
        {
            Assert.Equal(verdict, EthSchnorr.VerifyOnChain(point, message, signature));
        }
    }

    private static SchnorrSignature SignatureOf(Vector vector) => new(new Address(vector.Bytes("address")), vector.Number("s"));

    private static SchnorrFault FaultOf(string reason) => reason switch
    {
        "s out of range" => SchnorrFault.ResponseOutOfRange,
        "public key not on the curve" => SchnorrFault.KeyNotOnCurve,
        "message is not a uint256" => SchnorrFault.MessageOutOfRange,
        "commitment is the identity" => SchnorrFault.CommitmentIsIdentity,
        "signature mismatch" => SchnorrFault.Mismatch,
        _ => throw new InvalidOperationException($"the vectors have a reason that is not known here: {reason}"),
    };
}
