namespace Node.Eth.Encoding.Abi;

/// <summary>One parameter of a function or event, or one component of a tuple.</summary>
/// <param name="Name">Its name, empty when it has none.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsIndexed">Whether it is in the topics of an event.</param>
public sealed record AbiParameter(string Name, AbiType Type, bool IsIndexed = false);
