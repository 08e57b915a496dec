using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Signatures.Vrf;

/// <summary>What hashing to the curve asks of a field element.</summary>
/// <param name="IsSquare">Whether it is a square other than 0, by Euler's criterion.</param>
/// <param name="SquareRoot">Its power (p + 1)/4: the root when there is one, something else otherwise.</param>
/// <param name="YSquared">x³ + 7.</param>
/// <param name="IsCurveXOrdinate">Whether a point of the curve has it as x.</param>
public sealed record VrfOrdinate(bool IsSquare, FieldElement SquareRoot, FieldElement YSquared, bool IsCurveXOrdinate);
