using Node.Eth.Primitives;

namespace Node.Testing.Chain;

/// <summary>An event that a scripted transaction writes.</summary>
public sealed record ScriptedLog(Address Address, IReadOnlyList<Hash32> Topics, byte[] Data);
