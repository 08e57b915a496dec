using System.Globalization;
using System.Text.RegularExpressions;
using Node.ArchitectureTests.Sources;

namespace Node.ArchitectureTests.Rules;

/// <summary>Log messages have numbers of their folder, each used once, and from Warning up they say what the operator should do.</summary>
internal static partial class LogRule
{
    /// <summary>The log messages of a file.</summary>
    public static IEnumerable<LogCall> Calls(SourceFile file)
    {
        var code = file.CSharp.Code;
        foreach (Match match in Attribute().Matches(code))
        {
            var end = EndOfParens(code, match.Index + match.Length);
            var arguments = code[match.Index..end];
            var number = EventId().Match(arguments);
            var texts = file.CSharp.Literals.Where(literal => literal.Start > match.Index && literal.Start < end);
            yield return new LogCall(
                file.Path,
                file.LineAt(match.Index),
                number.Success ? int.Parse(number.Groups["id"].Value, CultureInfo.InvariantCulture) : null,
                Level().Match(arguments).Groups["level"].Value,
                string.Concat(texts.Select(literal => literal.Text)));
        }
    }

    /// <summary>Numbers that are missing, outside the range of their folder, or used before.</summary>
    public static IEnumerable<Fault> Numbers(IReadOnlyCollection<LogCall> calls)
    {
        foreach (var call in calls)
        {
            var parts = call.Path.Split('/');
            if (Range(parts[1], parts.Length > 3 ? parts[2] : "") is not var (first, last))
            {
                yield return new Fault(call.Path, call.Line, "the folder has no range of event ids; give it one in the plan of floors");
            }
            else if (call.EventId is not { } id || id < first || id > last)
            {
                yield return new Fault(call.Path, call.Line, $"event id {call.EventId?.ToString(CultureInfo.InvariantCulture) ?? "missing"}; this folder has {first} to {last}");
            }
        }

        foreach (var call in calls.Where(call => call.EventId is not null).GroupBy(call => call.EventId).SelectMany(group => group.Skip(1)))
        {
            yield return new Fault(call.Path, call.Line, $"event id {call.EventId} is used twice");
        }
    }

    /// <summary>Messages for the operator that leave him without advice.</summary>
    public static IEnumerable<Fault> Advice(IEnumerable<LogCall> calls) =>
        from call in calls
        where IsForOperators(call)
        where !call.Message.Contains("{Advice}", StringComparison.Ordinal) && !Order().IsMatch(Halves(call).Advice)
        select new Fault(
            call.Path, call.Line, $"{call.Level} without advice: add a sentence that says what the operator should do, or {{Advice}}");

    /// <summary>Whether the operator should read it: it is at Warning or above.</summary>
    public static bool IsForOperators(LogCall call) => call.Level is not ("Trace" or "Debug" or "Information" or "None");

    /// <summary>What a message says, and what of it tells the operator what to do; empty when nothing does.</summary>
    public static (string What, string Advice) Halves(LogCall call)
    {
        var end = SecondSentence().Match(call.Message);
        return end.Success ? (call.Message[..end.Index], call.Message[(end.Index + end.Length)..]) : (call.Message, "");
    }

    private static (int First, int Last)? Range(string project, string folder) =>
        FloorPlan.EventIds.TryGetValue($"{project}/{folder}", out var own) ? own
        : FloorPlan.EventIds.TryGetValue(project, out var floor) ? floor
        : null;

    private static int EndOfParens(string code, int from)
    {
        var depth = 1;
        var at = from;
        for (; at < code.Length && depth > 0; at++)
        {
            depth += code[at] == '(' ? 1 : code[at] == ')' ? -1 : 0;
        }

        return at;
    }

    [GeneratedRegex("""\bLoggerMessage(?:Attribute)?\s*\(""")]
    private static partial Regex Attribute();

    [GeneratedRegex("""(?:\bEventId\s*=\s*|\(\s*)(?<id>\d+)""")]
    private static partial Regex EventId();

    [GeneratedRegex("""\bLogLevel\s*\.\s*(?<level>\w+)""")]
    private static partial Regex Level();

    [GeneratedRegex("""\.\s+(?=[A-Z{])""")]
    private static partial Regex SecondSentence();

    // What an operator can be told to do, where a sentence or a part of one begins.
    [GeneratedRegex(
        """
        (?:^|[.;,:]\s+|\b(?:then|otherwise|or)\s+)(?:nothing\ to\ do|do\ not|make\ sure|check|look|see|report|correct|repair|raise|lower|change|set|add|allow
        |give|free|keep|move|delete|remove|import|export|restore|replace|create|apply|run|retry|repeat|start|restart|stop|wait|tell|ask|update|upgrade|configure)\b
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Order();
}
