namespace Node.Eth.Encoding.Abi;

/// <summary>Reads type texts: <c>uint256</c>, <c>(address to, bytes data)[]</c>, <c>bytes32[2][]</c>.</summary>
public static class AbiTypeParser
{
    /// <summary>Reads one type.</summary>
    /// <exception cref="AbiException">Not a type, or a limit is crossed; says at which column.</exception>
    public static AbiType Parse(string text, AbiLimits? limits = null)
    {
        var reader = new AbiTextReader(text, limits ?? AbiLimits.Default);
        var type = reader.Type(0);
        reader.End();
        return type;
    }

    /// <summary>Reads a parameter list without its parentheses: <c>uint256 a, bytes b</c>. May be empty.</summary>
    /// <param name="text">The list.</param>
    /// <param name="allowIndexed">Whether parameters may be <c>indexed</c>.</param>
    /// <param name="limits">The limits; <see cref="AbiLimits.Default"/> when null.</param>
    /// <exception cref="AbiException">Not a list of parameters, or a limit is crossed; says at which column.</exception>
    public static IReadOnlyList<AbiParameter> ParseParameters(string text, bool allowIndexed = false, AbiLimits? limits = null)
    {
        var reader = new AbiTextReader(text, limits ?? AbiLimits.Default);
        var parameters = reader.Parameters(allowIndexed, close: null, depth: 0);
        reader.End();
        return parameters;
    }
}
