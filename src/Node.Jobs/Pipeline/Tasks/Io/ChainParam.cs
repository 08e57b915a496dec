using System.Diagnostics.CodeAnalysis;
using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Pipeline.Tasks.Io;

/// <summary>The attribute <c>evmChainID</c>. Default: the chain of the job, or the only one of the node.</summary>
internal sealed class ChainParam(TaskBuilder builder, IChainEndpoints chains)
{
    private const string Attribute = "evmChainID";

    private readonly Param<ChainId?> _id = builder.Optional<ChainId?>(Attribute, ParamSources.Variable | ParamSources.Literal, TryId, null);

    /// <summary>The chain; otherwise the error of the task.</summary>
    public bool TryGet(TaskScope scope, [NotNullWhen(true)] out IChainEndpoint? chain, out TaskResult failure)
    {
        chain = null;
        if (!_id.TryGet(scope, out var id, out failure))
        {
            return false;
        }

        if ((id ?? scope.Job.ChainId) is { } wanted)
        {
            chain = chains.Find(wanted);
            failure = chain is null
                ? scope.FailAttribute(Attribute, $"chain {wanted} is not configured on this node{Configured()}") : default;
        }
        else
        {
            chain = chains.All.Count == 1 ? chains.All[0] : null;
            failure = chain is null
                ? scope.FailAttribute(Attribute, $"neither the task nor the job names a chain{Configured()}") : default;
        }

        return chain is not null;
    }

    private static bool TryId(
        PipelineValue value, [MaybeNullWhen(false)] out ChainId? id, [NotNullWhen(false)] out string? problem)
    {
        id = null;
        problem = null;
        if (value is NullValue or TextValue { Value: "" })
        {
            return true;
        }

        if (!ValueConversion.TryCount(value, out var number, out problem))
        {
            return false;
        }

        id = new ChainId((ulong)number);
        return true;
    }

    private string Configured() => chains.All.Count == 0
        ? "; it has no chain" : "; accepted are " + string.Join(", ", chains.All.Select(static c => c.Id));
}
