namespace Node.Eth.Encoding.Abi;

/// <summary>Values to bytes, as contracts expect their arguments.</summary>
public static class AbiEncoder
{
    /// <summary>Encodes one value for each type.</summary>
    /// <exception cref="AbiException">A value does not fit its type, or the encoding is over a limit; says which.</exception>
    public static byte[] Encode(IReadOnlyList<AbiType> types, IReadOnlyList<object?> values, AbiLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(types);
        return Encode([.. types.Select(type => new AbiParameter(string.Empty, type))], values, limits);
    }

    /// <summary>Encodes one value for each parameter.</summary>
    /// <exception cref="AbiException">A value does not fit its type, or the encoding is over a limit; says which.</exception>
    public static byte[] Encode(IReadOnlyList<AbiParameter> parameters, IReadOnlyList<object?> values, AbiLimits? limits = null) =>
        Encode([], parameters, values, limits);

    /// <summary>The same, after <paramref name="prefix"/>.</summary>
    internal static byte[] Encode(
        ReadOnlySpan<byte> prefix, IReadOnlyList<AbiParameter> parameters, IReadOnlyList<object?> values, AbiLimits? limits)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != parameters.Count)
        {
            throw new AbiException(AbiFault.BadValue, $"{parameters.Count} values are needed and {values.Count} given", string.Empty);
        }

        var writer = new AbiWriter(prefix, new AbiPath(parameters), limits ?? AbiLimits.Default);
        writer.Sequence([.. parameters.Select(parameter => parameter.Type)], values);
        return writer.ToArray();
    }
}
