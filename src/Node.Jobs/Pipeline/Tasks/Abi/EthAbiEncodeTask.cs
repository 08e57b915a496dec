using Node.Eth.Encoding.Abi;
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

        var arguments = new object[call.Parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = call.Parameters[i];
            if (!members.TryGet(parameter.Name, out var member))
            {
                return scope.FailAttribute(data.Name, $"the argument {Found.Quote(parameter.Name)} of abi is not in it");
            }

            if (!AbiConversion.TryConvert(parameter.Type, member, out arguments[i]!, out var problem))
            {
                return scope.FailAttribute(data.Name, $"{parameter.Name}: {problem}");
            }
        }

        try
        {
            return TaskResult.Ok(PipelineValue.Of("0x" + Convert.ToHexStringLower(call.Encode(arguments))));
        }
        catch (AbiException e)
        {
            return scope.FailAttribute(data.Name, e.Message);
        }
    }
}
