using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Abi;

/// <summary>Between the values of pipelines and those of the ABI. Nothing is dropped, cut or padded: what does not fit its type
/// is a problem.</summary>
internal static class AbiConversion
{
    /// <summary>Makes the value that the encoder takes for the type.</summary>
    public static bool TryConvert(
        AbiType type, PipelineValue value, [NotNullWhen(true)] out object? converted, [NotNullWhen(false)] out string? problem)
    {
        switch (type.Kind)
        {
            case AbiKind.UintN or AbiKind.IntN:
                return TryInteger(type, value, out converted, out problem);
            case AbiKind.Bool:
                var isBool = ValueConversion.TryBool(value, out var boolean, out problem);
                converted = boolean;
                return isBool;
            case AbiKind.Address:
                var isAddress = ValueConversion.TryAddress(value, out var address, out problem);
                converted = address;
                return isAddress;
            case AbiKind.Text:
                return TryString(value, out converted, out problem);
            case AbiKind.Bytes:
                return TryBytes(value, out converted, out problem);
            case AbiKind.FixedBytes or AbiKind.Function:
                return TryFixedBytes(type, value, out converted, out problem);
            case AbiKind.Tuple:
                return TryTuple(type, value, out converted, out problem);
            default:
                return TryList(type, value, out converted, out problem);
        }
    }

    /// <summary>The value of a pipeline for what the decoder gave: numbers, bytes for every kind of bytes, checksummed text for
    /// addresses, a map for tuples with names.</summary>
    public static PipelineValue ToPipeline(AbiType type, object value) => value switch
    {
        BigInteger number => PipelineValue.Of(number),
        bool boolean => PipelineValue.Of(boolean),
        string text => PipelineValue.Of(text),
        Address address => PipelineValue.Of(address.ToString()),
        byte[] bytes => PipelineValue.Of(bytes),
        IReadOnlyList<object> items when type.Kind == AbiKind.Tuple => Tuple(type, items),
        IReadOnlyList<object> items => new ListValue([.. items.Select(item => ToPipeline(type.Element!, item))]),
        _ => throw new ArgumentException($"the decoder gave a {value.GetType().Name} for {type}", nameof(value)),
    };

    private static PipelineValue Tuple(AbiType type, IReadOnlyList<object> items)
    {
        var values = items.Select((item, i) => ToPipeline(type.Components[i].Type, item)).ToArray();
        if (type.Components.Any(static c => c.Name.Length == 0))
        {
            return new ListValue(values);
        }

        var members = new Dictionary<string, PipelineValue>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            members[type.Components[i].Name] = values[i];
        }

        return new MapValue(members);
    }

    private static bool TryInteger(
        AbiType type, PipelineValue value, [NotNullWhen(true)] out object? converted, [NotNullWhen(false)] out string? problem)
    {
        converted = null;
        if (!ValueConversion.TryDecimal(value, out var number, out problem))
        {
            return false;
        }

        if (!number.IsInteger)
        {
            problem = $"found {Found.Value(value)}, accepted for {type} is a whole number";
            return false;
        }

        converted = number.Truncate();
        return true;
    }

    private static bool TryBytes(
        PipelineValue value, [NotNullWhen(true)] out object? converted, [NotNullWhen(false)] out string? problem)
    {
        converted = null;
        if (value is NullValue)
        {
            problem = "found null, accepted are bytes, 0x and hex digits, or text";
            return false;
        }

        if (value is TextValue { Value: ['0', 'x', ..] } text && !ValueConversion.TryHex(text.Value, out _))
        {
            problem = $"found {Found.Value(value)}, accepted after 0x are whole pairs of hex digits";
            return false;
        }

        var isBytes = ValueConversion.TryBytes(value, out var bytes, out problem);
        converted = bytes;
        return isBytes;
    }

    // Bytes are a string as they are, also where they are not UTF-8: the chain does not look.
    private static bool TryString(
        PipelineValue value, [NotNullWhen(true)] out object? converted, [NotNullWhen(false)] out string? problem)
    {
        var isText = ValueConversion.TryText(value, out var text, out problem);
        converted = isText ? text : (value as BytesValue)?.ToArray();
        problem = converted is null ? problem : null;
        return converted is not null;
    }

    private static bool TryFixedBytes(
        AbiType type, PipelineValue value, [NotNullWhen(true)] out object? converted, [NotNullWhen(false)] out string? problem)
    {
        byte[]? bytes = value switch
        {
            BytesValue b => b.ToArray(),
            TextValue t when ValueConversion.TryHex(t.Value, out var decoded) => decoded,
            TextValue t => Encoding.UTF8.GetBytes(t.Value),
            _ => null,
        };
        converted = bytes?.Length == type.Size ? bytes : null;
        problem = converted is null
            ? $"found {Found.Value(value)}, accepted for {type} are exactly {type.Size} bytes: bytes, 0x and hex digits, or text" : null;
        return converted is not null;
    }

    private static bool TryTuple(
        AbiType type, PipelineValue value, [NotNullWhen(true)] out object? converted, [NotNullWhen(false)] out string? problem)
    {
        converted = null;
        if (value is not MapValue map)
        {
            if (ValueConversion.TryList(value, out var list, out problem))
            {
                return TryItems(list.Items, i => type.Components[i].Type, type.Components.Count, out converted, out problem);
            }

            problem = $"found {Found.Value(value)}, accepted for {type} is a map or a list of its parts";
            return false;
        }

        var parts = new List<PipelineValue>(type.Components.Count);
        foreach (var component in type.Components)
        {
            if (!map.TryGet(component.Name, out var part))
            {
                problem = $"the part {Found.Quote(component.Name)} of {type} is not in the map";
                return false;
            }

            parts.Add(part);
        }

        return TryItems(parts, i => type.Components[i].Type, parts.Count, out converted, out problem);
    }

    private static bool TryList(
        AbiType type, PipelineValue value, [NotNullWhen(true)] out object? converted, [NotNullWhen(false)] out string? problem)
    {
        converted = null;
        var list = value is TextValue { Value: "" } ? new ListValue([]) : value as ListValue; // blank is nothing, as for other attributes
        if (list is null)
        {
            problem = $"found {Found.Value(value)}, accepted for {type} is a list";
            return false;
        }

        return TryItems(list.Items, _ => type.Element!, type.Kind == AbiKind.FixedArray
            ? type.Size : list.Items.Count, out converted, out problem);
    }

    private static bool TryItems(
        IReadOnlyList<PipelineValue> items,
        Func<int, AbiType> typeOf,
        int count,
        [NotNullWhen(true)] out object? converted,
        [NotNullWhen(false)] out string? problem)
    {
        converted = null;
        problem = items.Count == count ? null : $"found a list of {items.Count}, accepted is one of {count}";
        var results = new object[items.Count];
        for (var i = 0; i < results.Length && problem is null; i++)
        {
            if (!TryConvert(typeOf(i), items[i], out results[i]!, out problem))
            {
                problem = $"item {i + 1}: {problem}";
            }
        }

        converted = problem is null ? results : null;
        return converted is not null;
    }
}
