using System.Diagnostics.CodeAnalysis;
using Node.Eth.Encoding.Abi;
using Node.Jobs.Pipeline.Values;

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
        return Of(name, AbiText.Arguments(list));
    }

    /// <summary>A call of the function <paramref name="name"/>; without a name the arguments alone.</summary>
    /// <exception cref="AbiException">The name is none.</exception>
    public static AbiCall Of(string name, IReadOnlyList<AbiParameter> parameters) => new(
        name.Length == 0
            ? null : AbiFunction.Parse($"{name}({string.Join(',', parameters.Select(static p => p.Type.Canonical))})", AbiText.Limits),
        parameters);

    /// <summary>The bytes, with the members of <paramref name="data"/> as arguments; otherwise which does not fit and why.</summary>
    public bool TryEncode(MapValue data, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out string? problem)
    {
        bytes = null;
        var arguments = new object[Parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = Parameters[i];
            if (!data.TryGet(parameter.Name, out var member))
            {
                problem = $"the argument {Found.Quote(parameter.Name)} of abi is not in it";
                return false;
            }

            if (!AbiConversion.TryConvert(parameter.Type, member, out arguments[i]!, out problem))
            {
                problem = $"{parameter.Name}: {problem}";
                return false;
            }
        }

        try
        {
            bytes = Function is null ? AbiEncoder.Encode(Parameters, arguments) : Function.EncodeCall(arguments);
            problem = null;
            return true;
        }
        catch (AbiException e)
        {
            problem = e.Message;
            return false;
        }
    }
}
