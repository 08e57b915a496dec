using System.Numerics;

namespace Node.Testing.Chain;

/// <summary>The state of one account after a block.</summary>
/// <param name="Nonce">Its next nonce.</param>
/// <param name="Balance">Its wei; what it was granted is not counted here.</param>
public readonly record struct ScriptedAccount(long Nonce, BigInteger Balance);
