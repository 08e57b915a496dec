namespace Node.Jobs.Pipeline.Values;

/// <summary>Raw bytes; in JSON <c>0x</c> and lower-case hex.</summary>
public sealed class BytesValue : PipelineValue
{
    private readonly byte[] _bytes;

    /// <summary>Takes the bytes, which are not copied: the caller gives the array away.</summary>
    public BytesValue(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        _bytes = bytes;
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Bytes;

    /// <inheritdoc/>
    public override long SizeBytes => (2L * _bytes.Length) + 4;

    /// <summary><c>0x</c> and lower-case hex.</summary>
    public string ToHex() => "0x" + Convert.ToHexStringLower(_bytes);

    /// <summary>A copy of the bytes.</summary>
    public byte[] ToArray() => [.. _bytes];

    /// <inheritdoc/>
    public override bool Equals(PipelineValue? other) => other is BytesValue bytes && bytes.Span.SequenceEqual(Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }
}
