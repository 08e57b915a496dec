using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>What is signed, apart from chain and fees.</summary>
internal sealed record TxCall(long Nonce, Address To, BigInteger Value, byte[] Data, long GasLimit);
