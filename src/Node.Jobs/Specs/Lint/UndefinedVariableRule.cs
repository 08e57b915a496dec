using Node.Core.Text;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Pipeline.Variables;

namespace Node.Jobs.Specs.Lint;

/// <summary>
/// <c>$(x)</c> where x is neither a task nor a variable that a run begins with: it can never have a value, so the task fails
/// every run. Within <c>jobRun</c>, whose members depend on the job type, one that is not known is a warning.
/// </summary>
internal sealed class UndefinedVariableRule : ILintRule
{
    private static readonly string[] Variables = ["jobSpec", "jobRun"];

    private static readonly string[] SpecMembers = ["databaseID", "externalJobID", "name", "evmChainID"];

    private static readonly Dictionary<string, string[]> RunMembers = new(StringComparer.Ordinal)
    {
        ["cron"] = ["meta"],
        ["webhook"] = ["requestBody", "meta"],
        ["directrequest"] =
        [
            "meta", "logBlockHash", "logBlockNumber", "logTxHash", "logAddress", "logTopics", "logData", "blockReceiptsRoot",
            "blockTransactionsRoot", "blockStateRoot",
        ],
        ["log"] =
        [
            "meta", "logBlockHash", "logBlockNumber", "logTxHash", "logTxIndex", "logIndex", "logAddress", "logTopics", "logData",
        ],
    };

    /// <inheritdoc/>
    public string Code => "lint.undefined-variable";

    /// <inheritdoc/>
    public IEnumerable<SpecFault> Check(LintSubject subject) =>
        from node in subject.Nodes
        from attribute in subject.KnownAttributes(node)
        from path in PathsIn(attribute.Value).Distinct()
        let fault = FaultOf(subject, node, attribute, path.Split('.'))
        where fault is not null
        select fault;

    private static IEnumerable<string> PathsIn(string text)
    {
        if (ExpressionSyntax.TryWhole(text, out var whole))
        {
            yield return whole;
            yield break;
        }

        for (var at = text.IndexOf("$(", StringComparison.Ordinal); at >= 0; at = text.IndexOf("$(", at + 2, StringComparison.Ordinal))
        {
            if (ExpressionSyntax.TryEmbedded(text.AsSpan(at), out var path, out _))
            {
                yield return path.ToString();
            }
        }
    }

    private SpecFault? FaultOf(LintSubject subject, DotNode node, DotAttribute attribute, string[] path)
    {
        var name = path[0];
        var where = $"task {Found.Quote(node.Name)}: {attribute.Name}";
        if (name == node.Name)
        {
            return LintSubject.At(
                attribute.ValueAt, Code, $"{where} names the task itself, which has no value yet", "name another task", isWarning: false);
        }

        if (Variables.Contains(name))
        {
            return path.Length > 1 ? MemberFault(subject, attribute, where, name, path[1]) : null;
        }

        if (name.Length == 0 || subject.Find(name) is not null)
        {
            return null;
        }

        var near = Suggestion.For(name, subject.Nodes.Select(other => other.Name).Where(other => other != node.Name).Concat(Variables));
        return LintSubject.At(
            attribute.ValueAt,
            Code,
            $"{where} names {Found.Quote(name)}, which is neither a task nor a variable of the run",
            near is null ? $"name a task, {string.Join(" or ", Variables)}" : $"did you mean {near}?",
            isWarning: false);
    }

    private SpecFault? MemberFault(LintSubject subject, DotAttribute attribute, string where, string variable, string member)
    {
        var members = variable == "jobSpec" ? SpecMembers : RunMembers.GetValueOrDefault(subject.TypeName);
        if (members is null || members.Contains(member))
        {
            return null;
        }

        var near = Suggestion.For(member, members);
        return LintSubject.At(
            attribute.ValueAt,
            Code,
            $"{where} reads {variable}.{Untrusted.Show(member)}, which a run of type {subject.TypeName} does not begin with",
            near is null ? $"its members are: {string.Join(", ", members)}" : $"did you mean {near}?");
    }
}
