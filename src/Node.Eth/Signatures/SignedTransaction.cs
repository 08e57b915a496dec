using Node.Eth.Primitives;

namespace Node.Eth.Signatures;

/// <summary>A transaction ready to be sent.</summary>
/// <param name="Transaction">What was signed.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Raw">The bytes for <c>eth_sendRawTransaction</c>.</param>
/// <param name="Hash">The hash that the chain knows it by.</param>
/// <param name="From">The account whose key signed it.</param>
public sealed record SignedTransaction(
    UnsignedTransaction Transaction, EcdsaSignature Signature, ReadOnlyMemory<byte> Raw, Hash32 Hash, Address From);
