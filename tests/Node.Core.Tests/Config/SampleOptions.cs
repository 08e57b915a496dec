using Node.Core.Config;

namespace Node.Core.Tests.Config;

/// <summary>One property of every kind that can be configured.</summary>
public sealed class SampleOptions
{
    public string Text { get; init; } = "default";

    public string? OptionalText { get; init; }

    public bool Flag { get; init; }

    public int Whole { get; init; } = 1;

    public long Big { get; init; } = 2;

    public ulong Natural { get; init; } = 3;

    public decimal Amount { get; init; } = 0.5m;

    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(15);

    public FileSize SizeMax { get; init; } = new(100_000_000);

    public Uri? Url { get; init; }

    public SampleLevel Level { get; init; } = SampleLevel.Middle;

    public Secret Token { get; init; } = new("");

    public SampleCode Code { get; init; } = new("abc");

    public int? OptionalWhole { get; init; } = 5;

    public IReadOnlyList<string> Names { get; init; } = ["first"];

    public TimeSpan[] Delays { get; init; } = [];

    public List<SampleLevel> Levels { get; init; } = [];

    public SampleSection Server { get; init; } = new() { Port = 7000 };

    public SampleSection? OptionalServer { get; init; }

    public IReadOnlyList<SampleSection> Servers { get; init; } = [];

    public IReadOnlyList<SampleRequired> Required { get; init; } = [];

    public int Doubled => Whole * 2;
}
