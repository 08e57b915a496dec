using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Abi;

/// <summary><c>ethabiencode</c>: the members of <c>data</c> as the arguments of <c>abi</c>; with a name before them, as a call of
/// that function.</summary>
internal sealed class EthAbiEncodeTask(Param<AbiCall> abi, Param<MapValue> data) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("ethabiencode", ["abi", "data"], static b => new EthAbiEncodeTask(
        AbiText.Param(b, AbiCall.Parse),
        b.Optional<MapValue>("data", ParamSources.Variable | ParamSources.Json, ValueConversion.TryMap, MapValue.Empty)));

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        if (!abi.TryGet(scope, out var call, out var failure) || !data.TryGet(scope, out var members, out failure))
        {
            return failure;
        }

        return call.TryEncode(members, out var bytes, out var problem)
            ? TaskResult.Ok(PipelineValue.Of("0x" + Convert.ToHexStringLower(bytes)))
            : scope.FailAttribute(data.Name, problem);
    }
}
