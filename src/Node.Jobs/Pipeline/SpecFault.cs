namespace Node.Jobs.Pipeline;

/// <summary>One thing wrong with a spec, said so that its writer can put it right.</summary>
/// <param name="Line">Line in the text, from 1.</param>
/// <param name="Column">Character in the line, from 1.</param>
/// <param name="Code">Stable name of the kind of fault, e.g. <c>dot.syntax</c> or <c>task.unknown-type</c>.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Fix">What would be right.</param>
/// <param name="IsWarning">Whether the spec can be accepted all the same.</param>
public sealed record SpecFault(int Line, int Column, string Code, string Problem, string Fix, bool IsWarning = false)
{
    /// <summary><c>line:column code: problem; fix</c>.</summary>
    public override string ToString() => $"{Line}:{Column} {Code}: {Problem}; {Fix}";
}
