using Node.Eth.Encoding.Abi;

namespace Node.Jobs.Pipeline.Tasks.Abi;

/// <summary>Arguments to encode: <c>transfer(address to, uint256 amount)</c>, or <c>(uint256 a)</c> without a function.</summary>
/// <param name="Function">The function; null for arguments alone.</param>
/// <param name="Parameters">The arguments.</param>
internal sealed record AbiCall(AbiFunction? Function, IReadOnlyList<AbiParameter> Parameters)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="AbiException">A type or the name is none.</exception>
    /// <exception cref="FormatException">It is not of the form above.</exception>
    public static AbiCall Parse(string text)
    {
        var (name, list) = AbiText.Parts(text);
        var parameters = AbiText.Arguments(list);
        var function = name.Length == 0
            ? null : AbiFunction.Parse($"{name}({string.Join(',', parameters.Select(static p => p.Type.Canonical))})");
        return new AbiCall(function, parameters);
    }

    /// <summary>The bytes.</summary>
    /// <exception cref="AbiException">An argument does not fit.</exception>
    public byte[] Encode(object[] arguments) =>
        Function is null ? AbiEncoder.Encode(Parameters, arguments) : Function.EncodeCall(arguments);
}
