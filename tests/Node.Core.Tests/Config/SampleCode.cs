namespace Node.Core.Tests.Config;

/// <summary>A value of another project: all the binder knows is its TryParse.</summary>
public readonly record struct SampleCode(string Text)
{
    public static bool TryParse(string? text, out SampleCode code)
    {
        code = new SampleCode(text ?? "");
        return text is { Length: 3 };
    }

    public override string ToString() => Text;
}
