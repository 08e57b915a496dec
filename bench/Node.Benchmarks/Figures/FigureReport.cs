using System.Globalization;
using System.Text.Json;

namespace Node.Benchmarks.Figures;

/// <summary>Prints figures: as a table, or as one line of JSON each. What is under way goes to the other output.</summary>
internal sealed class FigureReport(TextWriter output, TextWriter progress, bool asJson)
{
    /// <summary>Says what is being done.</summary>
    public void Progress(FormattableString what) => progress.WriteLine($"# {what.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Prints the figures of a benchmark.</summary>
    public void Write(IReadOnlyList<Figure> figures)
    {
        if (asJson)
        {
            foreach (var figure in figures)
            {
                output.WriteLine(JsonSerializer.Serialize(new
                {
                    benchmark = figure.Benchmark,
                    setting = figure.Setting,
                    figure = figure.Name,
                    value = Math.Round(figure.Value, 3),
                    unit = figure.Unit,
                    bar = figure.Bar?.ToString(),
                    reached = figure.Bar?.IsReached(figure.Value),
                }));
            }

            return;
        }

        IReadOnlyList<string[]> rows = [.. figures.Select(Row)];
        var widths = Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var line = $"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadRight(widths[2])}  "
                + $"{row[3].PadLeft(widths[3])} {row[4].PadRight(widths[4])}  {row[5]}";
            output.WriteLine(line.TrimEnd());
        }

        output.WriteLine();
    }

    private static string[] Row(Figure figure) =>
    [
        figure.Benchmark,
        figure.Setting,
        figure.Name,
        figure.Value.ToString(figure.Value < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture),
        figure.Unit,
        figure.Bar is { } bar ? $"{bar}: {(bar.IsReached(figure.Value) ? "reached" : "MISSED")}" : "",
    ];
}
