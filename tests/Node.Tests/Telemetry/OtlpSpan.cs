namespace Node.Tests.Telemetry;

/// <summary>A span as it came over the wire.</summary>
internal sealed record OtlpSpan
{
    public string TraceId { get; init; } = "";

    public string SpanId { get; init; } = "";

    /// <summary>Empty for the first span of a trace.</summary>
    public string ParentId { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The traces and spans that it is linked to, each as <c>TRACE/SPAN</c>.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    public ulong StartedAt { get; init; }

    public ulong EndedAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
