namespace Node.Jobs.Pipeline.Values;

/// <summary>A number of arbitrary precision.</summary>
/// <param name="value">The number.</param>
public sealed class DecimalValue(BigDecimal value) : PipelineValue
{
    /// <summary>The number.</summary>
    public BigDecimal Value { get; } = value;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Number;

    /// <inheritdoc/>
    public override long SizeBytes => Value.TextLengthEstimate;

    /// <inheritdoc/>
    public override bool Equals(PipelineValue? other) => other is DecimalValue number && number.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();
}
