namespace Node.Eth.Signatures.Schnorr;

/// <summary>Why a signature is refused, or cannot be made.</summary>
public enum SchnorrFault
{
    /// <summary>The response is negative, or not below the group order.</summary>
    ResponseOutOfRange,

    /// <summary>The public key is no point of the curve, or the identity.</summary>
    KeyNotOnCurve,

    /// <summary>The message is negative, or has more than 256 bits.</summary>
    MessageOutOfRange,

    /// <summary>The nonce was zero: its point is the identity, which commits to nothing.</summary>
    CommitmentIsIdentity,

    /// <summary>The signature is not one of this message by this key.</summary>
    Mismatch,

    /// <summary>Randomness in which no nonce was found that will do.</summary>
    NoNonceFound,

    /// <summary>The secret is zero.</summary>
    SecretIsZero,

    /// <summary>The contract takes no key whose x is at or above half the group order.</summary>
    KeyAboveHalfOrder,

    /// <summary>The contract takes no zero: not as key, response, message or commitment.</summary>
    ZeroInput,
}
