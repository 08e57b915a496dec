using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Vrf;
using Xunit;

namespace Node.Eth.Tests.Signatures.Vrf;

public sealed class VrfResponseVectorTests
{
    [Fact]
    public void Requests_are_answered_as_wanted() => Vectors.All(Vectors.Read("vrf-response", "respond"), vector =>
    {
        var version = VersionOf(vector);
        var request = RequestOf(vector);
        var response = VrfResponses.Respond(version, vector.Scalar("secret"), request, vector.Scalar("nonce"));
        Assert.Equal(vector.Number("finalSeed"), response.FinalSeed);
        Assert.Equal(vector.Point("public"), response.Proof.Proof.Public);
        Assert.Equal(vector.Number("output"), response.Output);
        Assert.Equal(vector.Text("keyHash"), response.KeyHash.ToString());
        Assert.Equal(vector.Text("requestId"), response.RequestId.ToString());
        Assert.Equal(vector.Text("calldata"), HexData.Format(response.CallData));
        if (version == VrfVersion.V1)
        {
            Assert.Equal(vector.Text("proof"), HexData.Format(response.Proof.Marshal()));
            Assert.Equal(vector.Text("response"), HexData.Format(response.Marshalled));
            Assert.Null(response.Commitment);
            Assert.True(VrfResponses.CheckV1(response.Marshalled, request.PreSeed, request.BlockHash).Ok);
            return;
        }

        Assert.Equal(vector.Text("proof"), HexData.Format(response.Marshalled));
        Assert.Equal(vector.Text("commitment"), response.Commitment.ToString());
        Assert.Equal(
            vector.Texts("words"), VrfResponses.RandomWords(response.Output, vector.Texts("words").Count).Select(word => "0x" + word.ToString("x64")[^64..]));
        Assert.Equal(vector.Number("output"), VrfContract.Verify(response.Marshalled, version, response.FinalSeed).Output);
    });

    [Fact]
    public void Responses_of_the_first_version_are_judged_as_wanted() => Vectors.All(Vectors.Read("vrf-response", "check"), vector =>
    {
        var verdict = VrfResponses.CheckV1(vector.Bytes("response"), vector.Number("preSeed"), new Hash32(vector.Bytes("blockHash")));
        Assert.True(vector.Expected("ok").Flag("ok") == verdict.Ok, verdict.Reason);
        if (vector.Has("readPreSeed") && vector.Want is null)
        {
            var (preSeed, blockNumber) = VrfResponses.ReadV1(vector.Bytes("response"));
            Assert.Equal((vector.Number("readPreSeed"), vector.Number("readBlockNumber")), (preSeed, blockNumber));
        }
    });

    [Fact]
    public void Extra_arguments_are_written_as_wanted() => Vectors.All(Vectors.Read("vrf-response", "extraArgs-encode"), vector =>
        Assert.Equal(vector.Text("out"), HexData.Format(VrfExtraArgs.Encode(vector.Flag("nativePayment")))));

    [Fact]
    public void Extra_arguments_are_read_or_refused() => Vectors.All(Vectors.Read("vrf-response", "extraArgs-decode"), vector =>
    {
        var bytes = vector.Text("bytes") == "0x" ? [] : vector.Bytes("bytes");
        if (vector.MustReject)
        {
            Refusal.Of(() => VrfExtraArgs.Decode(bytes));
        }
        else
        {
            Assert.Equal(vector.Flag("nativePayment"), VrfExtraArgs.Decode(bytes));
        }
    });

    [Fact]
    public void A_response_marshalled_twice_is_the_same() => Vectors.All(Vectors.Read("vrf-response", "marshal-twice"), vector =>
    {
        var response = VrfResponses.Respond(VrfVersion.V1, vector.Scalar("secret"), RequestOf(vector), vector.Scalar("nonce"));
        Assert.Equal(vector.Text("first"), HexData.Format(response.Marshalled));
        var again = HexData.Format([.. response.Proof.Marshal(vector.Number("preSeed")), .. response.Marshalled[VrfSolidityProof.Size..]]);
        Assert.Equal(vector.Want!.Text("second"), again);
    });

    private static VrfVersion VersionOf(Vector vector) => vector.Text("version") switch
    {
        "v1" => VrfVersion.V1,
        "v2" => VrfVersion.V2,
        _ => VrfVersion.V2Plus,
    };

    private static VrfRequest RequestOf(Vector vector) => new()
    {
        PreSeed = vector.Number("preSeed"),
        BlockHash = new Hash32(vector.Bytes("blockHash")),
        BlockNumber = vector.Number("blockNumber"),
        SubId = vector.Has("subId") ? vector.Number("subId") : BigInteger.Zero,
        CallbackGasLimit = vector.Has("callbackGasLimit") ? (long)vector.Number("callbackGasLimit") : 0,
        NumWords = vector.Has("numWords") ? (long)vector.Number("numWords") : 0,
        Sender = vector.Has("sender") ? new Address(vector.Bytes("sender")) : Address.Zero,
        ExtraArgs = vector.Has("extraArgs") && vector.Text("extraArgs") != "0x" ? vector.Bytes("extraArgs") : [],
    };
}
