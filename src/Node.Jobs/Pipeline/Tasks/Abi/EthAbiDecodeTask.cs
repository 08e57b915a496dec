using Node.Eth.Encoding.Abi;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Abi;

/// <summary><c>ethabidecode</c>: <c>data</c> (or the input) as a map of the arguments of <c>abi</c>. No data gives an empty
/// map.</summary>
internal sealed class EthAbiDecodeTask(Param<IReadOnlyList<AbiParameter>> abi, Param<byte[]> data) : ComputeTask
{
    /// <summary>The type.</summary>
    public static TaskType Type { get; } = new("ethabidecode", ["data", "abi"], static b => new EthAbiDecodeTask(
        AbiText.Param(b, AbiText.Arguments),
        b.Required<byte[]>("data", ParamSources.Variable | ParamSources.Input, ValueConversion.TryBytes)))
    {
        InputsMax = 1,
    };

    /// <inheritdoc/>
    public override TaskResult Run(TaskScope scope)
    {
        if (!abi.TryGet(scope, out var parameters, out var failure) || !data.TryGet(scope, out var bytes, out failure))
        {
            return failure;
        }

        if (bytes.Length == 0)
        {
            return TaskResult.Ok(MapValue.Empty);
        }

        try
        {
            var values = AbiDecoder.Decode(parameters, bytes);
            var members = new Dictionary<string, PipelineValue>(values.Count, StringComparer.Ordinal);
            for (var i = 0; i < values.Count; i++)
            {
                members[parameters[i].Name] = AbiConversion.ToPipeline(parameters[i].Type, values[i]);
            }

            return TaskResult.Ok(new MapValue(members));
        }
        catch (AbiException e)
        {
            return scope.FailAttribute(data.Name, e.Message);
        }
    }
}
