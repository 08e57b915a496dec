using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs.Lint;

/// <summary>A job for requests of contracts whose pipeline ends without a transaction: the requester pays and hears nothing.</summary>
internal sealed class NoAnswerRule : ILintRule
{
    /// <inheritdoc/>
    public string Code => "lint.no-answer";

    /// <inheritdoc/>
    public IEnumerable<SpecFault> Check(LintSubject subject)
    {
        if (subject.TypeName != "directrequest" || subject.Nodes.Count == 0)
        {
            yield break;
        }

        var sends = subject.Nodes.Where(node => LintSubject.TypeOf(node) == "ethtx").ToList();
        if (sends.Count == 0)
        {
            yield return LintSubject.At(
                subject.Terminals.First().Position,
                Code,
                "no task sends a transaction: whoever asks by contract gets no answer",
                "end the pipeline with a task of type ethtx that fulfils the request");
        }
    }
}
