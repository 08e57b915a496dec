namespace Node.Eth.Encoding.Abi;

/// <summary>Bytes to values, as strict as a Solidity contract is about its arguments.</summary>
/// <remarks>
/// Refused: bits outside the type in a number, address, bool or function; offsets and lengths that lead out of the data; text that is
/// not UTF-8. Allowed, as there: bytes after the last value, any padding after
/// <c>bytes</c>, and tails in any order or shared; beyond that, any padding after <c>bytesN</c>, as other clients read it.
/// </remarks>
public static class AbiDecoder
{
    /// <summary>Decodes one value for each type.</summary>
    /// <exception cref="AbiException">The data is no encoding of the types, or a limit is crossed; says where.</exception>
    public static IReadOnlyList<object> Decode(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> data, AbiLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(types);
        return Decode([.. types.Select(type => new AbiParameter(string.Empty, type))], data, limits);
    }

    /// <summary>Decodes one value for each parameter.</summary>
    /// <exception cref="AbiException">The data is no encoding of the types, or a limit is crossed; says where.</exception>
    public static IReadOnlyList<object> Decode(
        IReadOnlyList<AbiParameter> parameters, ReadOnlySpan<byte> data, AbiLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var reader = new AbiReader(data, new AbiPath(parameters), limits ?? AbiLimits.Default);
        return reader.Components(parameters, 0);
    }
}
