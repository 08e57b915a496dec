namespace Node.Jobs.Pipeline.Values;

/// <summary>True or false.</summary>
public sealed class BoolValue : PipelineValue
{
    private BoolValue(bool value) => Value = value;

    /// <summary>The boolean true.</summary>
    public static new BoolValue True { get; } = new(true);

    /// <summary>The boolean false.</summary>
    public static new BoolValue False { get; } = new(false);

    /// <summary>The boolean.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Bool;

    /// <inheritdoc/>
    public override long SizeBytes => 5;

    /// <inheritdoc/>
    public override bool Equals(PipelineValue? other) => other is BoolValue boolean && boolean.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value ? 2 : 3;
}
