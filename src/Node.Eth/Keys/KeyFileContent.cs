using Node.Eth.Primitives;

namespace Node.Eth.Keys;

/// <summary>What a key file holds, checked but not decrypted.</summary>
internal sealed record KeyFileContent(KeyDerivation Derivation, byte[] Salt, byte[] Counter, byte[] Ciphertext, byte[] Mac, Address? Address);
