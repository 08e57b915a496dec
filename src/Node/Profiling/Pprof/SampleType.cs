namespace Node.Profiling.Pprof;

/// <summary>What a value of a sample is.</summary>
/// <param name="Type">What is counted, e.g. <c>cpu</c>.</param>
/// <param name="Unit">In what, e.g. <c>nanoseconds</c>.</param>
internal sealed record SampleType(string Type, string Unit);
