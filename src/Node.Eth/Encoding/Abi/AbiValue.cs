using System.Collections;
using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Encoding.Abi;

/// <summary>
/// The values of the ABI: <see cref="BigInteger"/>, <see cref="bool"/>, <see cref="Address"/>, byte array, <see cref="string"/> and
/// lists of those, as <see cref="AbiKind"/> says for each type. Decoding gives exactly these; encoding also takes <see cref="int"/>,
/// <see cref="uint"/>, <see cref="long"/>, <see cref="ulong"/> for numbers, <see cref="Hash32"/> for <c>bytes32</c>, and any list.
/// </summary>
public static class AbiValue
{
    /// <summary>Whether two values are the same, lists element by element and byte arrays byte by byte.</summary>
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (IReadOnlyList<object> a, IReadOnlyList<object> b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        _ => Equals(left, right),
    };

    /// <summary>The number in a value, or null when it holds none.</summary>
    internal static BigInteger? AsNumber(object? value) => value switch
    {
        BigInteger number => number,
        int number => number,
        long number => number,
        uint number => number,
        ulong number => number,
        _ => null,
    };

    /// <summary>The list in a value, or null when it holds none; a byte array is not a list.</summary>
    internal static IList? AsList(object? value) => value is byte[] ? null : value as IList;

    /// <summary>What a value is, in words.</summary>
    internal static string NameOf(object? value) => value switch
    {
        null => "nothing",
        bool => "a bool",
        string => "a text",
        byte[] bytes => $"{bytes.Length} bytes",
        Hash32 => "32 bytes",
        Address => "an address",
        IList list => $"a list of {list.Count}",
        _ => AsNumber(value) is null ? $"a {value.GetType().Name}" : "a number",
    };
}
