using Node.Benchmarks.Figures;

namespace Node.Benchmarks.Retention;

/// <summary>The figures of one engine as they come.</summary>
internal sealed class FigureList(string engine)
{
    private readonly List<Figure> _all = [];

    public IReadOnlyList<Figure> All => _all;

    public void Add(string name, double value, string unit, Bar? bar = null) => _all.Add(new Figure("retention", engine, name, value, unit, bar));
}
