using System.Numerics;
using Node.Eth.Encoding;
using Node.Eth.Primitives;
using Node.Eth.Signatures.Vrf;
using Xunit;

namespace Node.Eth.Tests.Signatures.Vrf;

/// <summary>What each line of the vectors of responses asks, by its <c>op</c>.</summary>
internal static class VrfResponseOperations
{
    public static IReadOnlyDictionary<string, Action<Vector>> All { get; } = new Dictionary<string, Action<Vector>>
    {
        ["respond"] = Respond,
        ["check"] = Check,
        ["extraArgs-encode"] = vector =>
        {
            Assert.Equal(VrfVersion.V2Plus, VersionOf(vector));
            Assert.Equal(vector.Expected("out").Text("out"), HexData.Format(VrfResponses.EncodeExtraArgs(vector.Flag("nativePayment"))));
        },
        ["extraArgs-decode"] = vector =>
        {
            Assert.Equal(VrfVersion.V2Plus, VersionOf(vector));
            Refusal.OrHolds(
                vector,
                () => VrfResponses.DecodeExtraArgs(vector.Bytes("bytes")),
                native => Assert.Equal(vector.Expected("nativePayment").Flag("nativePayment"), native));
        },
        ["marshal-twice"] = MarshalTwice,
    };

    private static void Respond(Vector vector) => Refusal.OrHolds(
        vector,
        () => VrfResponses.Respond(VersionOf(vector), vector.Scalar("secret"), RequestOf(vector), vector.Scalar("nonce")),
        response =>
        {
            Assert.Equal(vector.Number("finalSeed"), response.FinalSeed);
            Assert.Equal(response.FinalSeed, VrfResponses.FinalSeed(response.Request.PreSeed, response.Request.BlockHash));
            Assert.Equal(vector.Point("public"), response.Proof.Proof.Public);
            Assert.Equal(vector.Number("output"), response.Output);
            Assert.Equal(vector.Text("keyHash"), response.KeyHash.ToString());
            Assert.Equal(vector.Text("requestId"), response.RequestId.ToString());
            Assert.Equal(vector.Text("calldata"), HexData.Format(response.CallData));
            var answer = EthVrf.OnChain(response.Proof.Marshal(), response.Version, response.FinalSeed);
            Assert.Equal(vector.Object("onchain").Flag("ok"), answer.Ok);
            Assert.Equal(vector.Object("onchain").Number("output"), answer.Output);
            if (response.Version == VrfVersion.V1)
            {
                CheckV1(vector, response);
            }
            else
            {
                CheckV2(vector, response);
            }
        });

    private static void CheckV1(Vector vector, VrfResponse response)
    {
        Assert.Equal(vector.Text("proof"), HexData.Format(response.Proof.Marshal()));
        Assert.Equal(vector.Text("response"), HexData.Format(VrfResponses.Marshal(response)));
        Assert.Equal(vector.Text("response"), HexData.Format(response.Marshalled));
        Assert.Null(response.Commitment);
        Assert.True(VrfResponses.CheckV1(response.Marshalled, response.Request.PreSeed, response.Request.BlockHash).Ok);
        Assert.Equal((response.Request.PreSeed, (ulong)response.Request.BlockNumber), VrfResponses.ReadV1(response.Marshalled));
    }

    private static void CheckV2(Vector vector, VrfResponse response)
    {
        Assert.Equal(vector.Text("proof"), HexData.Format(VrfResponses.Marshal(response)));
        Assert.Equal(vector.Text("proof"), HexData.Format(response.Marshalled));
        Assert.Equal(vector.Text("commitment"), response.Commitment.ToString());
        Assert.Equal(vector.Texts("words"), VrfResponses.RandomWords(response.Output, vector.Texts("words").Count).Select(Vector.Show));
        if (response.Version == VrfVersion.V2Plus)
        {
            CheckExtraArgs(vector);
        }
    }

    // Whatever they are goes back as it came; those of the known form say what is paid with.
    private static void CheckExtraArgs(Vector vector)
    {
        var bytes = vector.Bytes("extraArgs");
        if (vector.Text("extraArgsKind") == "extraArgsV1")
        {
            Assert.Equal(vector.Flag("nativePayment"), VrfResponses.DecodeExtraArgs(bytes));
            Assert.Equal(vector.Text("extraArgs"), HexData.Format(VrfResponses.EncodeExtraArgs(vector.Flag("nativePayment"))));
        }
        else
        {
            Assert.True(vector.IsNull("nativePayment"));
            Refusal.Of(() => VrfResponses.DecodeExtraArgs(bytes));
        }
    }

    private static void Check(Vector vector)
    {
        Assert.Equal(VrfVersion.V1, VersionOf(vector));
        var response = vector.Bytes("response");
        var verdict = VrfResponses.CheckV1(response, vector.Number("preSeed"), new Hash32(vector.Bytes("blockHash")));
        Assert.True(vector.IsGood == verdict.Ok, verdict.Reason);
        if (vector.Has("readPreSeed") && !vector.Has("fault"))
        {
            var (preSeed, blockNumber) = VrfResponses.ReadV1(response);
            Assert.Equal((vector.Number("readPreSeed"), vector.Number("readBlockNumber")), (preSeed, blockNumber));
        }
    }

    private static void MarshalTwice(Vector vector)
    {
        var response = VrfResponses.Respond(VersionOf(vector), vector.Scalar("secret"), RequestOf(vector), vector.Scalar("nonce"));
        Assert.Equal(vector.Number("finalSeed"), response.FinalSeed);
        Assert.Equal(vector.Text("first"), HexData.Format(VrfResponses.Marshal(response)));
        Assert.Equal(vector.Expected("second").Text("second"), HexData.Format(VrfResponses.Marshal(response)));
    }

    private static VrfVersion VersionOf(Vector vector) => vector.Text("version") switch
    {
        "v1" => VrfVersion.V1,
        "v2" => VrfVersion.V2,
        "v2plus" => VrfVersion.V2Plus,
        _ => throw new InvalidOperationException($"the vectors have a version that is not known here: {vector.Text("version")}"),
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
        ExtraArgs = vector.Has("extraArgs") ? vector.Bytes("extraArgs") : [],
    };
}
