using Node.Eth.Primitives;
using Node.Eth.Signatures.Schnorr;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>That a participant signed a message. Two of one phase and sender with different bodies prove that the sender tells different things.</summary>
/// <param name="InPhase">The phase of the message.</param>
/// <param name="From">Its sender.</param>
/// <param name="Body">The hash of its body. With the rest it makes the digest that is signed, so that nothing else that was ever signed can stand here.</param>
/// <param name="Signature">The sender's signature of that digest.</param>
public sealed record DkgSeen(DkgPhase InPhase, int From, Hash32 Body, SchnorrSignature Signature);
