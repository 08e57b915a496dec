namespace Node.Jobs.Pipeline.Values;

/// <summary>No value.</summary>
public sealed class NullValue : PipelineValue
{
    private NullValue()
    {
    }

    /// <summary>The only one.</summary>
    public static NullValue Instance { get; } = new();

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Null;

    /// <inheritdoc/>
    public override long SizeBytes => 4;

    /// <inheritdoc/>
    public override bool Equals(PipelineValue? other) => other is NullValue;

    /// <inheritdoc/>
    public override int GetHashCode() => 1;
}
