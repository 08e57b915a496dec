using System.Text;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Tasks.Abi;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary>What the adapter <c>ethtx</c> sends: function selector, data prefix and the result in its format.</summary>
internal static class V1Calldata
{
    private const int SelectorBytes = 4;

    /// <summary>The parts of the transaction: <c>to</c>, <c>data</c> and <c>gasLimit</c>.</summary>
    public static V1Answer Prepare(MapValue given, MapValue data)
    {
        // Where the money goes is said by the task or the request; what a bridge answered has no say in it.
        var all = given;
        if (!all.TryGet("address", out var address) || !ValueConversion.TryAddress(address, out var to, out var problem))
        {
            return V1Answer.Fail("address is missing or no address: neither the task nor the request gives the contract to call");
        }

        if (!TrySelector(V1Data.TextOf(all, "functionSelector"), out var selector, out problem)
            || !TryHex("dataPrefix", V1Data.TextOf(all, "dataPrefix"), out var prefix, out problem)
            || !TryPayload(all, data, prefix, out var payload, out problem))
        {
            return V1Answer.Fail(problem!);
        }

        return V1Answer.Of(PipelineValue.Map(
            ("to", PipelineValue.Of(to.ToString())),
            ("data", V1Words.Hex([.. selector, .. prefix, .. payload])),
            ("gasLimit", all.TryGet("gasLimit", out var gas) ? gas : PipelineValue.Of(0))));
    }

    private static bool TrySelector(string? text, out byte[] selector, out string? problem)
    {
        problem = null;
        selector = [];
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        // A function may be named by its signature too.
        var isRead = text.EndsWith(')')
            ? (selector = Keccak256.Hash(Encoding.UTF8.GetBytes(text)).ToBytes()[..SelectorBytes]).Length == SelectorBytes
            : ValueConversion.TryHex(text, out selector!) && selector.Length == SelectorBytes;
        problem = isRead ? null : $"functionSelector is {Found.Quote(text)}, accepted are 0x and 8 hex digits, or a signature such as \"set(uint256)\"";
        return isRead;
    }

    private static bool TryHex(string name, string? text, out byte[] bytes, out string? problem)
    {
        problem = null;
        bytes = [];
        if (string.IsNullOrEmpty(text) || ValueConversion.TryHex(text, out bytes!))
        {
            return true;
        }

        problem = $"{name} is {Found.Quote(text)}, accepted are 0x and hex digits";
        return false;
    }

    private static bool TryPayload(MapValue all, MapValue data, byte[] prefix, out byte[] payload, out string? problem)
    {
        payload = [];
        if (all.TryGet("abiEncoding", out var types) && types is ListValue { Items.Count: > 0 } list)
        {
            return TryAbi(list, data, prefix, out var encoded, out problem) && Tail(encoded!, prefix, out payload);
        }

        var result = V1Data.ResultOf(data);
        switch (V1Data.TextOf(all, "format"))
        {
            case null or "":
                if (!ValueConversion.TryHex(V1Data.TextOf(result) is { Length: > 0 } text ? text : "0x", out var hex))
                {
                    problem = $"the result is {Found.Value(result)}; without a format it must be 0x and hex digits";
                    return false;
                }

                payload = new byte[V1Words.Size];
                hex.AsSpan(Math.Max(0, hex.Length - V1Words.Size)).CopyTo(payload.AsSpan(Math.Max(0, V1Words.Size - hex.Length)));
                problem = null;
                return true;
            case "preformatted":
                return TryHex("the result", V1Data.TextOf(result), out payload, out problem);
            case "uint256":
                return V1Words.TryInteger(result, isSigned: false, out payload, out problem);
            case "int256":
                return V1Words.TryInteger(result, isSigned: true, out payload, out problem);
            case "bool":
                payload = V1Words.OfBool(result);
                problem = null;
                return true;
            case "bytes":
                return TryBytes(result, out var bytes, out problem) && Tail(bytes, prefix, out payload);
            case var other:
                problem = $"format is {Found.Quote(other)}, accepted are bytes, preformatted, uint256, int256 and bool";
                return false;
        }
    }

    private static bool TryBytes(PipelineValue result, out byte[] bytes, out string? problem)
    {
        bytes = [];
        problem = null;
        switch (result)
        {
            case TextValue text:
                bytes = Encoding.UTF8.GetBytes(text.Value);
                return true;
            case BytesValue raw:
                bytes = Encoding.UTF8.GetBytes(raw.ToHex());
                return true;
            case BoolValue:
                bytes = V1Words.OfBool(result);
                return true;
            case DecimalValue:
                return V1Words.TryInteger(result, isSigned: true, out bytes, out problem);
            default:
                problem = $"the result is {Found.Value(result)}, which has no form as bytes";
                return false;
        }
    }

    /// <summary>Bytes behind the fixed words: where they begin, how many they are, and they themselves to whole words.</summary>
    private static bool Tail(byte[] bytes, byte[] prefix, out byte[] payload)
    {
        var whole = (bytes.Length + V1Words.Size - 1) / V1Words.Size * V1Words.Size;
        payload = [.. V1Words.OfCount(prefix.Length + V1Words.Size), .. V1Words.OfCount(bytes.Length), .. bytes, .. new byte[whole - bytes.Length]];
        return true;
    }

    /// <summary>The collected results by their types. One type more than results, and bytes32: it is the request's id, from the prefix.</summary>
    private static bool TryAbi(ListValue names, MapValue data, byte[] prefix, out byte[]? encoded, out string? problem)
    {
        encoded = null;
        List<PipelineValue> values = data.TryGet(V1Data.Collection, out var collected) && collected is ListValue list
            ? [.. list.Items] : [V1Data.ResultOf(data)];
        if (names.Items.Count == values.Count + 1 && prefix.Length >= V1Words.Size)
        {
            values.Insert(0, PipelineValue.Of(prefix[..V1Words.Size]));
        }

        if (names.Items.Count != values.Count)
        {
            problem = $"abiEncoding has {names.Items.Count} types for {values.Count} results";
            return false;
        }

        try
        {
            var types = names.Items.Select(name => AbiTypeParser.Parse(V1Data.TextOf(name) ?? "")).ToList();
            var converted = new object?[values.Count];
            for (var i = 0; i < values.Count; i++)
            {
                if (!AbiConversion.TryConvert(types[i], values[i], out converted[i]!, out problem))
                {
                    problem = $"result {i + 1}: {problem}";
                    return false;
                }
            }

            encoded = AbiEncoder.Encode(types, converted);
            problem = null;
            return true;
        }
        catch (AbiException e)
        {
            problem = $"abiEncoding: {e.Message}";
            return false;
        }
    }
}
