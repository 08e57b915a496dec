using System.Numerics;
using Node.Eth.Signatures.Schnorr;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>One participant's part of a signature, to be sent to the others. It may be anything; the session that it is given to judges it.</summary>
/// <param name="Index">The participant, from 0.</param>
/// <param name="Value">The part: one-time share − challenge · long-term share, modulo the group order.</param>
/// <param name="SessionId">The session it belongs to, 32 bytes.</param>
/// <param name="Signature">The participant's own signature of value and session.</param>
public sealed record DssPartial(int Index, BigInteger Value, ReadOnlyMemory<byte> SessionId, SchnorrSignature Signature);
