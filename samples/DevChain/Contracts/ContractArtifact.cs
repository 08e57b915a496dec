using System.Text.Json;

namespace DevChain.Contracts;

/// <summary>A compiled contract.</summary>
/// <param name="Name">Its name in the source.</param>
/// <param name="Abi">Its interface, as the compiler wrote it.</param>
/// <param name="Bytecode">What to send to create it; the encoded constructor arguments follow it.</param>
public sealed record ContractArtifact(string Name, JsonElement Abi, byte[] Bytecode);
