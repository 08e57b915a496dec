namespace Node.Eth.Signatures.Schnorr;

/// <summary>The wording of each fault: always the same, and never with the values in it.</summary>
public static class SchnorrFaultText
{
    /// <summary>One line for people.</summary>
    public static string Describe(this SchnorrFault fault) => fault switch
    {
        SchnorrFault.ResponseOutOfRange => "s is not a valid signature: it is not from 0 and below the group order",
        SchnorrFault.KeyNotOnCurve => "the public key is not a valid public key: it is no point of the curve, or the identity",
        SchnorrFault.MessageOutOfRange => "the message is not a uint256",
        SchnorrFault.CommitmentIsIdentity => "the commitment is the identity",
        SchnorrFault.Mismatch => "signature mismatch",
        SchnorrFault.NoNonceFound => "no nonce was found in the randomness given: the source is broken",
        SchnorrFault.SecretIsZero => "the secret is zero",
        SchnorrFault.KeyAboveHalfOrder => "the public key's x is not below half the group order, so that no contract takes it",
        _ => "no zero inputs allowed",
    };

    /// <summary>What the contract reverts with for it; null when it answers false, or never gets to see it.</summary>
    public static string? Revert(this SchnorrFault fault) => fault switch
    {
        SchnorrFault.KeyAboveHalfOrder => "Public-key x >= HALF_Q",
        SchnorrFault.ResponseOutOfRange => "signature must be reduced modulo Q",
        SchnorrFault.ZeroInput => "no zero inputs allowed",
        _ => null,
    };
}
