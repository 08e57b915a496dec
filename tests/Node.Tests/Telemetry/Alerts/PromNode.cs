using System.Globalization;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>A part of an expression, as Prometheus' own grammar reads it.</summary>
/// <param name="Name">The kind of part.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsError">Whether it stands where the grammar had to guess.</param>
/// <param name="Children">Its parts in order.</param>
internal sealed record PromNode(string Name, string Text, bool IsError, IReadOnlyList<PromNode> Children)
{
    /// <summary>Itself and everything in it.</summary>
    public IEnumerable<PromNode> All => Children.SelectMany(child => child.All).Prepend(this);

    /// <summary>The first direct part of a kind; null when there is none.</summary>
    public PromNode? Find(string name) => Children.FirstOrDefault(child => child.Name == name);

    /// <summary>The labels in the list of a modifier such as <c>by (a, b)</c>.</summary>
    public IReadOnlyList<string> GroupingLabels => [.. All.Where(node => node.Name == "LabelName").Select(node => node.Text)];

    /// <summary>The metrics that it selects, each with the labels that are compared and grouped by.</summary>
    public IEnumerable<(string Metric, IReadOnlyList<string> Labels)> Selectors => SelectorsIn([]);

    /// <summary>A time such as <c>5m</c>.</summary>
    public static TimeSpan Duration(string text)
    {
        var number = double.Parse(text[..^1], CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => throw new NotSupportedException($"the time {text} is not understood here"),
        };
    }

    private IEnumerable<(string Metric, IReadOnlyList<string> Labels)> SelectorsIn(IReadOnlyList<string> groupedBy)
    {
        if (Name == "VectorSelector")
        {
            return [(Find("Identifier")!.Text, [.. GroupingLabels, .. groupedBy])];
        }

        var modifier = Name == "AggregateExpr" ? Find("AggregateModifier") : null;
        return Children.SelectMany(child => child.SelectorsIn(modifier?.Find("By") is null ? groupedBy : modifier.GroupingLabels));
    }
}
