using System.Numerics;

namespace Node.Jobs.Pipeline.Values;

/// <summary>
/// What a task takes and gives: null, boolean, decimal, text, bytes, list or map. The same before and after a restart, whatever
/// tasks surround it. Values never change once made and are equal when their contents are.
/// </summary>
public abstract class PipelineValue : IEquatable<PipelineValue>
{
    /// <summary>Only the seven kinds of this folder exist.</summary>
    private protected PipelineValue()
    {
    }

    /// <summary>No value.</summary>
    public static PipelineValue Null => NullValue.Instance;

    /// <summary>The boolean true.</summary>
    public static PipelineValue True => BoolValue.True;

    /// <summary>The boolean false.</summary>
    public static PipelineValue False => BoolValue.False;

    /// <summary>Which of the seven kinds this is.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>About how many bytes it takes when stored; what a value holds twice counts twice.</summary>
    public abstract long SizeBytes { get; }

    /// <summary>How many containers deep it goes: 0 for anything that is not a list or a map.</summary>
    public virtual int Depth => 0;

    /// <summary>A boolean.</summary>
    public static PipelineValue Of(bool value) => value ? BoolValue.True : BoolValue.False;

    /// <summary>A decimal.</summary>
    public static PipelineValue Of(BigDecimal value) => new DecimalValue(value);

    /// <summary>A whole number.</summary>
    public static PipelineValue Of(long value) => new DecimalValue(new BigDecimal(value));

    /// <summary>A whole number.</summary>
    /// <exception cref="PipelineLimitException">More digits than <see cref="BigDecimal.DigitsMax"/>.</exception>
    public static PipelineValue Of(BigInteger value) => new DecimalValue(BigDecimal.Create(value, 0));

    /// <summary>A text.</summary>
    public static PipelineValue Of(string value) => new TextValue(value);

    /// <summary>Bytes, which are not copied: the caller gives the array away.</summary>
    public static PipelineValue Of(byte[] value) => new BytesValue(value);

    /// <summary>A list of <paramref name="items"/>, which is not copied: the caller gives it away.</summary>
    public static PipelineValue List(params PipelineValue[] items) => new ListValue(items);

    /// <summary>A map of the given members; the last of a repeated name wins.</summary>
    public static PipelineValue Map(params (string Name, PipelineValue Value)[] members)
    {
        ArgumentNullException.ThrowIfNull(members);
        var byName = new Dictionary<string, PipelineValue>(members.Length, StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            byName[name] = value;
        }

        return new MapValue(byName);
    }

    /// <inheritdoc/>
    public abstract bool Equals(PipelineValue? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => obj is PipelineValue other && Equals(other);

    /// <inheritdoc/>
    public abstract override int GetHashCode();

    /// <summary>The display JSON (<see cref="ValueJson"/>).</summary>
    public override string ToString() => ValueJson.Write(this);
}
