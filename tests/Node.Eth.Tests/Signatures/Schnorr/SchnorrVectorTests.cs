using System.Numerics;
using DevChain;
using Node.Eth.Encoding;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.Schnorr;

public sealed class SchnorrVectorTests
{
    [Fact]
    public void Signatures_are_judged_as_wanted() => Vectors.All(Vectors.Read("ethschnorr-verify"), vector =>
    {
        var want = vector.Object("want");
        var signature = SignatureOf(vector);
        var verdict = EthSchnorr.Verify(vector.Bytes("public"), vector.Number("msg"), signature);
        Assert.Equal(want.Flag("ok"), verdict.Ok);
        if (!verdict.Ok)
        {
            Assert.Equal(FaultOf(want.Text("reason")), verdict.Fault);
            Assert.Equal(verdict.Fault!.Value.Describe(), verdict.Reason);
        }

        if (want.Has("e"))
        {
            var challenge = EthSchnorr.Challenge(vector.Point("public"), vector.Number("msg"), signature.Commitment);
            Assert.Equal(want.Text("e"), HexData.Format(challenge.ToBytes()));
        }
    });

    [Fact]
    public void The_contract_s_verdict_is_foretold() => Vectors.All(Vectors.Read("ethschnorr-verify").Where(vector => !vector.IsNull("contract")), vector =>
    {
        // The contract sees no more of y than its parity.
        var bytes = vector.Bytes("public");
        var point = FieldElement.TryParse(bytes.AsSpan(0, 32), out var x) && Point.TryFromX(x, (bytes[63] & 1) == 1, out var lifted) ? lifted : Point.Identity;
        var contract = vector.Object("contract");
        var verdict = EthSchnorr.VerifyOnChain(point, vector.Number("msg"), SignatureOf(vector));
        if (point.IsIdentity)
        {
            Assert.False(verdict.Ok || contract.Flag("ok"));
            return;
        }

        Assert.Equal(contract.Flag("ok"), verdict.Ok);
        Assert.Equal(
            contract.Has("revert") ? contract.Text("revert") : null,
            verdict.Fault switch
            {
                SchnorrFault.KeyAboveHalfOrder => "Public-key x >= HALF_Q",
                SchnorrFault.ResponseOutOfRange => "signature must be reduced modulo Q",
                SchnorrFault.ZeroInput => "no zero inputs allowed",
                _ => null,
            });
    });

    [Fact]
    public void Messages_are_signed_as_wanted() => Vectors.All(Vectors.Read("ethschnorr-sign"), vector =>
    {
        var want = vector.Object("want");
        var draws = vector.Draws();
        var secret = vector.Scalar("secret");
        if (want.Has("error"))
        {
            Refusal.Of(() => EthSchnorr.Sign(secret, vector.Number("msg"), draws));
            Assert.Equal(0, draws.Used);
            return;
        }

        var signature = EthSchnorr.Sign(secret, vector.Number("msg"), draws);
        draws.AssertUsedUp();
        Assert.Equal(vector.Text("address"), HexData.Format(signature.Commitment.ToBytes()));
        Assert.Equal(want.Number("s"), signature.S);
        var key = vector.Point("public");
        Assert.Equal(key, Group.BaseMultiplySecret(secret));
        Assert.Equal(want.Text("e"), HexData.Format(EthSchnorr.Challenge(key, vector.Number("msg"), signature.Commitment).ToBytes()));
        Assert.True(EthSchnorr.Verify(key, vector.Number("msg"), signature).Ok);
        Assert.Equal(vector.Object("contract").Object("want").Flag("ok"), EthSchnorr.VerifyOnChain(key, vector.Number("msg"), signature).Ok);
    });

    [Fact]
    public void The_reference_s_own_signatures_are_good_on_chain_too()
    {
        var lines = File.ReadAllLines(RepositoryFolder.Combine("tests", "Node.Eth.Tests", "Signatures", "Data", "reference-signatures.txt"));
        Assert.Equal(50, lines.Length);
        foreach (var line in lines)
        {
            // message, secret, x, y, s, address
            var parts = line.Split(' ').Select(Convert.FromHexString).ToArray();
            var key = Group.BaseMultiplySecret(Scalar.Parse(parts[1]));
            Assert.Equal(Point.ParseUncompressed([.. parts[2], .. parts[3]]), key);
            var signature = new SchnorrSignature(new Address(parts[5]), Scalar.Parse(parts[4]).ToBigInteger());
            var message = new BigInteger(parts[0], isUnsigned: true, isBigEndian: true);
            Assert.True(EthSchnorr.VerifyOnChain(key, message, signature).Ok, line);
            Assert.False(EthSchnorr.Verify(key, message + 1, signature).Ok, line);
            Assert.False(EthSchnorr.Verify(key, message, signature with { S = signature.S + 1 }).Ok, line);
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
