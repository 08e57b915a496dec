namespace Node.Eth.Encoding.Abi;

/// <summary>The families of ABI types.</summary>
public enum AbiKind
{
    /// <summary><c>uint8</c> to <c>uint256</c>; values are <see cref="System.Numerics.BigInteger"/>.</summary>
    UintN,

    /// <summary><c>int8</c> to <c>int256</c>; values are <see cref="System.Numerics.BigInteger"/>.</summary>
    IntN,

    /// <summary><c>address</c>; values are <see cref="Primitives.Address"/>.</summary>
    Address,

    /// <summary><c>bool</c>; values are <see cref="bool"/>.</summary>
    Bool,

    /// <summary><c>bytes1</c> to <c>bytes32</c>; values are byte arrays of that length.</summary>
    FixedBytes,

    /// <summary><c>function</c>: an address and a selector; values are byte arrays of 24.</summary>
    Function,

    /// <summary><c>bytes</c>; values are byte arrays.</summary>
    Bytes,

    /// <summary><c>string</c>; values are <see cref="string"/>.</summary>
    Text,

    /// <summary><c>T[]</c>; values are lists.</summary>
    Array,

    /// <summary><c>T[k]</c>; values are lists of k.</summary>
    FixedArray,

    /// <summary><c>(T1,T2,…)</c>; values are lists, one element a component.</summary>
    Tuple,
}
