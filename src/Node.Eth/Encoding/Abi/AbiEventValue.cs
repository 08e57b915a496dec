namespace Node.Eth.Encoding.Abi;

/// <summary>One value of a decoded event.</summary>
/// <param name="Parameter">The parameter it is the value of.</param>
/// <param name="Value">The value; for <paramref name="IsHash"/> the 32 bytes of the topic.</param>
/// <param name="IsHash">Whether the event holds only the hash of the value: indexed, and of a type that is not one word.</param>
public sealed record AbiEventValue(AbiParameter Parameter, object Value, bool IsHash);
