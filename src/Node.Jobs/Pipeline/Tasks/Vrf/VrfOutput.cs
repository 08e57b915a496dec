using Node.Eth.Encoding;
using Node.Eth.Signatures.Secp256k1;
using Node.Eth.Signatures.Vrf;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Vrf;

/// <summary>What the tasks give: version 1 the response as hex text, the others a map with the call data and what is in it.</summary>
internal static class VrfOutput
{
    public static PipelineValue Of(VrfResponse response, VrfRequest request) => response.Version == VrfVersion.V1
        ? PipelineValue.Of(Hex(response.Marshalled))
        : PipelineValue.Map(
            ("output", PipelineValue.Of(Hex(response.CallData))),
            ("requestID", PipelineValue.Of(Short(response))),
            ("proof", Proof(response, request)),
            ("requestCommitment", Commitment(response.Version, request)));

    // The field writes the id as a number: without zero bytes before it.
    private static string Short(VrfResponse response) => Hex(response.RequestId.ToBytes().AsSpan().TrimStart((byte)0));

    private static PipelineValue Proof(VrfResponse response, VrfRequest request)
    {
        var solidity = response.Proof;
        return PipelineValue.Map(
            ("pk", Ordinates(solidity.Proof.Public)),
            ("gamma", Ordinates(solidity.Proof.Gamma)),
            ("c", PipelineValue.Of(solidity.Proof.C)),
            ("s", PipelineValue.Of(solidity.Proof.S)),
            ("seed", PipelineValue.Of(request.PreSeed)),
            ("uWitness", PipelineValue.Of(solidity.UWitness.ToString())),
            ("cGammaWitness", Ordinates(solidity.CGammaWitness)),
            ("sHashWitness", Ordinates(solidity.SHashWitness)),
            ("zInv", PipelineValue.Of(solidity.ZInv)));
    }

    private static PipelineValue Commitment(VrfVersion version, VrfRequest request)
    {
        (string, PipelineValue)[] members =
        [
            ("blockNum", PipelineValue.Of(request.BlockNumber)),
            ("subId", PipelineValue.Of(request.SubId)),
            ("callbackGasLimit", PipelineValue.Of(request.CallbackGasLimit)),
            ("numWords", PipelineValue.Of(request.NumWords)),
            ("sender", PipelineValue.Of(request.Sender.ToString())),
        ];
        return PipelineValue.Map(version == VrfVersion.V2 ? members : [.. members, ("extraArgs", PipelineValue.Of(request.ExtraArgs.ToArray()))]);
    }

    private static PipelineValue Ordinates(Point point) =>
        PipelineValue.List(PipelineValue.Of(point.X.ToBigInteger()), PipelineValue.Of(point.Y.ToBigInteger()));

    private static string Hex(ReadOnlySpan<byte> bytes) => HexData.Format(bytes);
}
