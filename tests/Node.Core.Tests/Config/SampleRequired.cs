namespace Node.Core.Tests.Config;

public sealed class SampleRequired
{
    public required ulong Id { get; init; }

    public required IReadOnlyList<string> Urls { get; init; }
}
