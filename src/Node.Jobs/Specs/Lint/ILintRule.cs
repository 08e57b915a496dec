using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs.Lint;

/// <summary>One thing that is looked for in a pipeline that could be compiled.</summary>
internal interface ILintRule
{
    /// <summary>The stable code of what it finds.</summary>
    string Code { get; }

    /// <summary>What it finds; places are those of the pipeline's own text.</summary>
    IEnumerable<SpecFault> Check(LintSubject subject);
}
