using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Signatures.Schnorr;

/// <summary>A Schnorr signature in the form of the field's contract. It may be anything; <see cref="EthSchnorr"/> judges it.</summary>
/// <param name="Commitment">The Ethereum address of the nonce's point.</param>
/// <param name="S">The response: nonce − challenge · secret, modulo the group order. A valid one is from 0 and below the order.</param>
public sealed record SchnorrSignature(Address Commitment, BigInteger S);
