namespace Node.Jobs.Pipeline.Values;

/// <summary>Unicode text.</summary>
public sealed class TextValue : PipelineValue
{
    /// <summary>Takes the text.</summary>
    public TextValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
    }

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Text;

    /// <inheritdoc/>
    public override long SizeBytes => Value.Length + 2;

    /// <inheritdoc/>
    public override bool Equals(PipelineValue? other) => other is TextValue text && text.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);
}
