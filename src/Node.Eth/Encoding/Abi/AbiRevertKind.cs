namespace Node.Eth.Encoding.Abi;

/// <summary>What a contract gave back when it reverted.</summary>
public enum AbiRevertKind
{
    /// <summary>Nothing: <c>revert()</c>, <c>require(false)</c>, or out of gas.</summary>
    Empty,

    /// <summary><c>Error(string)</c>: a message.</summary>
    Message,

    /// <summary><c>Panic(uint256)</c>: a failure found by the compiler's checks.</summary>
    Panic,

    /// <summary>An error of the contract's own.</summary>
    Custom,

    /// <summary>Bytes of no known form.</summary>
    Unknown,
}
