using System.Globalization;
using System.Text.RegularExpressions;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>Computes an expression over a history: as much of the language as rules and dashboard use; anything else is a fault.</summary>
internal sealed class PromQuery(ScrapeHistory history)
{
    private static readonly string[] Comparisons = ["Eql", "Neq", "Gtr", "Gte", "Lss", "Lte"];

    /// <summary>The series that an expression gives now.</summary>
    public IReadOnlyList<PromSample> Vector(PromNode node) => node.Name switch
    {
        "PromQL" or "ParenExpr" => Vector(node.Children[0]),
        "VectorSelector" => [.. history.Latest.Where(Wanted(node))],
        "AggregateExpr" => Aggregate(node),
        "FunctionCall" => Call(node),
        "BinaryExpr" => Binary(node),
        _ => throw new NotSupportedException($"{node.Name} ({node.Text}) is not understood here"),
    };

    private static double? Scalar(PromNode node) => node.Name switch
    {
        "NumberDurationLiteral" => double.Parse(node.Text, CultureInfo.InvariantCulture),
        "ParenExpr" => Scalar(node.Children[0]),
        "UnaryExpr" when node.Text[0] == '-' => -Scalar(node.Children[^1]),
        _ => null,
    };

    private static Func<PromSample, bool> Wanted(PromNode selector)
    {
        var name = selector.Find("Identifier")!.Text;
        var matchers = (selector.Find("LabelMatchers")?.Children ?? []).Select(Matcher).ToList();
        return sample => sample.Name == name && matchers.All(isMatch => isMatch(sample));
    }

    private static Func<PromSample, bool> Matcher(PromNode node)
    {
        var (label, wanted) = (node.Find("LabelName")!.Text, node.Find("StringLiteral")!.Text.Trim('"'));
        var pattern = new Regex($"^(?:{wanted})$", RegexOptions.CultureInvariant);
        Func<string, bool> isMatch = node.Find("MatchOp")!.Text switch
        {
            "=" => value => value == wanted,
            "!=" => value => value != wanted,
            "=~" => pattern.IsMatch,
            _ => value => !pattern.IsMatch(value),
        };
        return sample => isMatch(sample.Labels.GetValueOrDefault(label, ""));
    }

    private List<PromSample> Aggregate(PromNode node)
    {
        var modifier = node.Find("AggregateModifier");
        var isWithout = modifier?.Find("Without") is not null;
        var labels = modifier?.GroupingLabels ?? [];
        return [.. Vector(node.Find("FunctionCallBody")!.Children[^1])
            .GroupBy(sample => sample.KeyOf(labels, isWithout), StringComparer.Ordinal)
            .Select(group => new PromSample("", group.First().Only(labels, isWithout), Aggregated(node.Find("AggregateOp")!.Text, group.Select(sample => sample.Value))))];
    }

    private static double Aggregated(string name, IEnumerable<double> values) => name switch
    {
        "sum" => values.Sum(),
        "max" => values.Max(),
        "min" => values.Min(),
        "count" => values.Count(),
        _ => throw new NotSupportedException($"the aggregation {name} is not understood here"),
    };

    private IReadOnlyList<PromSample> Call(PromNode node)
    {
        var (name, argument) = (node.Find("FunctionIdentifier")!.Text, node.Find("FunctionCallBody")!.Children[^1]);
        if (name is "histogram_quantile")
        {
            return PromQuantile.Of(Scalar(node.Find("FunctionCallBody")!.Children[0])!.Value, Vector(argument));
        }

        if (name is not ("rate" or "increase"))
        {
            throw new NotSupportedException($"the function {name} is not understood here");
        }

        var range = PromNode.Duration(argument.Children[^1].Text);
        var wanted = Wanted(argument.Find("VectorSelector")!);
        return [.. history.Over(range, sample => wanted(sample))
            .Select(series => (series.Series, Grown: PromRange.Increase(series.Points, history.Now, range)))
            .Where(series => series.Grown is not null)
            .Select(series => series.Series.With(name == "rate" ? series.Grown!.Value / range.TotalSeconds : series.Grown!.Value))];
    }

    private List<PromSample> Binary(PromNode node)
    {
        var (left, right) = (node.Children[0], node.Children[^1]);
        var operation = node.Children.Skip(1).First(child => child.Name is not "MatchingModifierClause").Name;
        if (node.Find("BoolModifier") is not null)
        {
            throw new NotSupportedException("the modifier bool is not understood here");
        }

        if (Scalar(right) is { } number)
        {
            return Combine(operation, [.. Vector(left).Select(sample => (sample, number))]);
        }

        if (Scalar(left) is not null)
        {
            throw new NotSupportedException("a number on the left is not understood here");
        }

        var matching = node.Find("MatchingModifierClause");
        var isOn = matching?.Find("On") is not null;
        string KeyOf(PromSample sample) => sample.KeyOf(matching?.GroupingLabels ?? [], isWithout: !isOn);
        if (operation is "And" or "Unless")
        {
            var others = Vector(right).Select(KeyOf).ToHashSet(StringComparer.Ordinal);
            return [.. Vector(left).Where(sample => others.Contains(KeyOf(sample)) == (operation == "And"))];
        }

        var partners = Vector(right).ToDictionary(KeyOf, sample => sample.Value, StringComparer.Ordinal);
        return Combine(operation, [.. Vector(left).Where(sample => partners.ContainsKey(KeyOf(sample))).Select(sample => (sample, partners[KeyOf(sample)]))]);
    }

    private static List<PromSample> Combine(string operation, IReadOnlyList<(PromSample Left, double Right)> pairs) => Comparisons.Contains(operation)
        ? [.. pairs.Where(pair => IsTrue(operation, pair.Left.Value, pair.Right)).Select(pair => pair.Left)]
        : [.. pairs.Select(pair => pair.Left.With(operation switch
        {
            "Add" => pair.Left.Value + pair.Right,
            "Sub" => pair.Left.Value - pair.Right,
            "Mul" => pair.Left.Value * pair.Right,
            "Div" => pair.Left.Value / pair.Right,
            _ => throw new NotSupportedException($"the operator {operation} is not understood here"),
        }))];

    private static bool IsTrue(string comparison, double left, double right) => comparison switch
    {
        "Eql" => left == right,
        "Neq" => left != right,
        "Gtr" => left > right,
        "Gte" => left >= right,
        "Lss" => left < right,
        _ => left <= right,
    };
}
