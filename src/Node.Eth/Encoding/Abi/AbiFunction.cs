using Node.Eth.Primitives;

namespace Node.Eth.Encoding.Abi;

/// <summary>A function of a contract: makes call data and reads what comes back.</summary>
public sealed class AbiFunction
{
    private AbiFunction(string name, IReadOnlyList<AbiParameter> inputs, IReadOnlyList<AbiParameter> outputs)
    {
        Name = name;
        Inputs = inputs;
        Outputs = outputs;
        Signature = $"{name}({string.Join(',', inputs.Select(input => input.Type.Canonical))})";
        Selector = Keccak256.Hash(Signature).ToBytes().AsMemory(0, 4);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<AbiParameter> Inputs { get; }

    /// <summary>What it returns; empty when the text had no <c>returns</c>.</summary>
    public IReadOnlyList<AbiParameter> Outputs { get; }

    /// <summary>The text whose hash is the selector, e.g. <c>transfer(address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>The first 4 bytes of the hash of <see cref="Signature"/>.</summary>
    public ReadOnlyMemory<byte> Selector { get; }

    /// <summary>
    /// Reads <c>transfer(address to, uint256 amount) returns (bool)</c>; the word <c>function</c> before, and visibility and
    /// mutability before <c>returns</c>, may be there.
    /// </summary>
    /// <exception cref="AbiException">Not a function, or a limit is crossed; says at which column.</exception>
    public static AbiFunction Parse(string text, AbiLimits? limits = null)
    {
        var reader = new AbiTextReader(text, limits ?? AbiLimits.Default);
        var name = reader.NameAndOpening("function");
        var inputs = reader.Parameters(allowIndexed: false, ')', depth: 0);
        IReadOnlyList<AbiParameter> outputs = [];
        for (var word = reader.Word(); word.Length > 0; word = reader.Word())
        {
            if (word == "returns")
            {
                outputs = reader.Take('(')
                    ? reader.Parameters(allowIndexed: false, ')', depth: 0)
                    : throw reader.Fault($"( was expected after \"returns\", not {reader.Shown()}");
                break;
            }

            if (word is not ("external" or "public" or "view" or "pure" or "payable" or "nonpayable"))
            {
                throw reader.Fault("after the parameters only visibility, mutability and \"returns\" may stand");
            }
        }

        reader.End();
        return new AbiFunction(name, inputs, outputs);
    }

    /// <summary>The selector and the encoded arguments.</summary>
    /// <param name="arguments">One value for each input. A list that is the only argument must be wrapped: <c>EncodeCall([list])</c>.</param>
    /// <exception cref="AbiException">An argument does not fit its type; says which.</exception>
    public byte[] EncodeCall(params IReadOnlyList<object?> arguments) =>
        AbiEncoder.Encode(Selector.Span, Inputs, arguments, limits: null);

    /// <summary>The arguments in call data of this function.</summary>
    /// <exception cref="AbiException">Another selector, or not an encoding of the parameters.</exception>
    public IReadOnlyList<object> DecodeCall(ReadOnlySpan<byte> callData, AbiLimits? limits = null) =>
        callData.StartsWith(Selector.Span)
            ? AbiDecoder.Decode(Inputs, callData[4..], limits)
            : throw new AbiException(AbiFault.BadData, $"the call data does not begin with the selector of {Signature}", string.Empty);

    /// <summary>The values that a call returned.</summary>
    /// <exception cref="AbiException">Not an encoding of <see cref="Outputs"/>.</exception>
    public IReadOnlyList<object> DecodeResult(ReadOnlySpan<byte> result, AbiLimits? limits = null) =>
        result.IsEmpty && Outputs.Count > 0
            ? throw new AbiException(
                AbiFault.BadData, $"{Signature} returned nothing; check that a contract with this function is at the address", string.Empty)
            : AbiDecoder.Decode(Outputs, result, limits);

    /// <inheritdoc/>
    public override string ToString() => Signature;
}
