using System.Numerics;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.Vrf;

/// <summary>A proof that <paramref name="Output"/> belongs to <paramref name="Public"/> and <paramref name="Seed"/>. It may be anything; <see cref="EthVrf.Verify(VrfProof)"/> judges it.</summary>
/// <param name="Public">The public key.</param>
/// <param name="Gamma">The secret key times the seed's point.</param>
/// <param name="C">The challenge.</param>
/// <param name="S">The response: nonce − c · secret.</param>
/// <param name="Seed">What the proof is about: the final seed, of the request and its block.</param>
/// <param name="Output">The random number.</param>
public sealed record VrfProof(Point Public, Point Gamma, BigInteger C, BigInteger S, BigInteger Seed, BigInteger Output);
