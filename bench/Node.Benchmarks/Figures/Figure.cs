namespace Node.Benchmarks.Figures;

/// <summary>One measured figure.</summary>
/// <param name="Benchmark">Which program measured it.</param>
/// <param name="Setting">With what: an engine, a number of jobs.</param>
/// <param name="Name">What it is.</param>
/// <param name="Value">The median, unless the name says otherwise.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Bar">What it has to reach, if there is such a thing.</param>
internal sealed record Figure(string Benchmark, string Setting, string Name, double Value, string Unit, Bar? Bar = null);
