using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Model;

namespace Node.Jobs.Pipeline.Graph;

/// <summary>Reads, checks and compiles a pipeline text, once; runs then only execute.</summary>
public static class PipelineCompiler
{
    /// <summary>Compiles the text. Never throws for what the text says: everything wrong with it is in the result, all at
    /// once.</summary>
    /// <param name="source">The text of <c>observationSource</c>.</param>
    /// <param name="registry">The task types there are.</param>
    /// <param name="origin">Where the text begins in the document that the faults are shown with. Default: it is the
    /// document.</param>
    public static CompileResult Compile(string source, TaskRegistry registry, SourcePosition? origin = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(registry);
        var start = origin ?? SourcePosition.Start;
        var faults = new DotFaults(start);
        if (string.IsNullOrWhiteSpace(source))
        {
            faults.Add(
                SourcePosition.Start, "pipeline.empty", "the pipeline is empty", "write at least one task:  name [type=…]");
            return new CompileResult(null, faults.All);
        }

        var graph = DotParser.Parse(source, start);
        var compilation = new Compilation(graph, registry, faults);
        var tasks = compilation.Run();
        IReadOnlyList<SpecFault> all = [.. graph.Faults.Concat(faults.All).OrderBy(static f =>
            f.Line).ThenBy(static f => f.Column)];
        return tasks is null || !graph.IsWhole
            ? new CompileResult(null, all)
            : new CompileResult(new CompiledPipeline(source, tasks, Terminals(tasks)), all);
    }

    private static List<CompiledTask> Terminals(IReadOnlyList<CompiledTask> tasks) =>
        [.. tasks.Where(static t => t.Downstream.Count == 0).OrderBy(static t => t.Index).ThenBy(static t => t.Id)];
}
