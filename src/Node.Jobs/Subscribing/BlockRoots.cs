using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Subscribing;

/// <summary>The roots of a log's block among the variables of a run: <c>jobRun.blockReceiptsRoot</c> and its like.</summary>
public static class BlockRoots
{
    private const string Run = "jobRun";

    /// <summary>The members of <c>jobRun</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["blockReceiptsRoot", "blockTransactionsRoot", "blockStateRoot"];

    /// <summary>Whether a pipeline reads one of them.</summary>
    /// <param name="source">The pipeline's text.</param>
    public static bool AreReadBy(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Names.Any(name => source.Contains($"{Run}.{name}", StringComparison.Ordinal));
    }

    /// <summary>The variables with the roots, as bytes.</summary>
    public static PipelineValue AddTo(PipelineValue vars, BlockHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var roots = (MapValue)PipelineValue.Map(
            (Names[0], PipelineValue.Of(header.ReceiptsRoot.ToBytes())),
            (Names[1], PipelineValue.Of(header.TransactionsRoot.ToBytes())),
            (Names[2], PipelineValue.Of(header.StateRoot.ToBytes())));
        return vars is MapValue map && map.TryGet(Run, out var run) && run is MapValue members
            ? map.With((MapValue)PipelineValue.Map((Run, members.With(roots))))
            : vars;
    }
}
