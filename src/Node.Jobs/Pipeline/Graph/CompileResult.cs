
namespace Node.Jobs.Pipeline.Graph;

/// <summary>What became of a pipeline text.</summary>
/// <param name="Pipeline">
/// The pipeline; null when the text has no meaning. It is there too when only single parameters are faulty, so that such a text
/// can be tried:
/// the tasks concerned then fail. A spec is stored only when <see cref="IsAccepted"/>.
/// </param>
/// <param name="Faults">All faults and warnings, in order of place.</param>
public sealed record CompileResult(CompiledPipeline? Pipeline, IReadOnlyList<SpecFault> Faults)
{
    /// <summary>Whether nothing but warnings was found.</summary>
    public bool IsAccepted => Pipeline is not null && Faults.All(static f => f.IsWarning);
}
