using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Graph;

namespace Node.Jobs.Specs.Lint;

/// <summary>The rules that are asked of every pipeline, when a job is created as well as when its file is only checked.</summary>
internal static class LintRules
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ILintRule> All { get; } =
    [
        new UndefinedVariableRule(),
        new LonelyTaskRule(),
        new SeveralOutputsRule(),
        new NoAnswerRule(),
        new ChecksumRule(),
        new SecretRule(),
        new MinimumSourcesRule(),
        new MultipliedTwiceRule(),
    ];

    /// <summary>What they find in a pipeline that could be compiled.</summary>
    /// <param name="typeName">The job type, lower case.</param>
    /// <param name="source">The pipeline's text.</param>
    /// <param name="tasks">The task types there are.</param>
    public static IEnumerable<SpecFault> Check(string typeName, string source, TaskRegistry tasks)
    {
        var subject = new LintSubject(typeName, DotParser.Parse(source, SourcePosition.Start), tasks);
        return All.SelectMany(rule => rule.Check(subject));
    }
}
