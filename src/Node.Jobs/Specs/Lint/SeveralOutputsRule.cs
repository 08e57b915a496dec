using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs.Lint;

/// <summary>Several tasks that nothing takes from: the run has several results, and is errored as soon as one of them fails.</summary>
internal sealed class SeveralOutputsRule : ILintRule
{
    private const int NamesShownMax = 5;

    /// <inheritdoc/>
    public string Code => "lint.several-outputs";

    /// <inheritdoc/>
    public IEnumerable<SpecFault> Check(LintSubject subject)
    {
        var ends = subject.Terminals.ToList();
        if (ends.Count < 2)
        {
            yield break;
        }

        var names = string.Join(", ", ends.Take(NamesShownMax).Select(node => node.Name)) + (ends.Count > NamesShownMax ? " …" : "");
        yield return LintSubject.At(
            ends[1].Position,
            Code,
            $"{ends.Count} tasks end the pipeline ({names}): a run has a result for each and is errored when one of them fails",
            "let one task end it, unless that is meant; index=0, 1, … says the order of results");
    }
}
