using System.Numerics;

namespace Node.Eth.Signatures.Vrf;

/// <summary>What a verifier contract answers.</summary>
/// <param name="Revert">What it reverts with; empty when it reverts without a reason, null when it accepts.</param>
/// <param name="Output">The random number; zero when it reverts.</param>
public sealed record VrfContractAnswer(string? Revert, BigInteger Output)
{
    /// <summary>Whether it accepts.</summary>
    public bool Ok => Revert is null;

    internal static VrfContractAnswer Refused(string revert) => new(revert, BigInteger.Zero);
}
