namespace Node.Eth.Signatures.Vrf;

/// <summary>Why a proof or a response is refused, or cannot be made.</summary>
public enum VrfFault
{
    /// <summary>The seed is negative, or has more than 256 bits.</summary>
    SeedOutOfRange,

    /// <summary>The secret is zero.</summary>
    SecretIsZero,

    /// <summary>The nonce is zero.</summary>
    NonceIsZero,

    /// <summary>The public key is no point of the curve, or the identity.</summary>
    KeyNotOnCurve,

    /// <summary>Gamma is no point of the curve, or the identity.</summary>
    GammaNotOnCurve,

    /// <summary>c or s is not from 0 and below the group order.</summary>
    ScalarOutOfRange,

    /// <summary>The output is negative, or has more than 256 bits.</summary>
    OutputOutOfRange,

    /// <summary>c·gamma and s·hash share their x, so that the contract cannot add them; another nonce is needed.</summary>
    WitnessesNotDistinct,

    /// <summary>A point that goes into the challenge is the identity.</summary>
    IdentityInChallenge,

    /// <summary>The challenge of the proof is not c.</summary>
    ChallengeMismatch,

    /// <summary>The output is not that of gamma.</summary>
    OutputMismatch,

    /// <summary>A marshalled proof has not 416 bytes.</summary>
    ProofLength,

    /// <summary>A response of the first version has not 448 bytes.</summary>
    ResponseLength,

    /// <summary>The witnesses in the response are not those of its proof.</summary>
    WitnessMismatch,

    /// <summary>The seed in the response is not the one that was asked for.</summary>
    SeedMismatch,

    /// <summary>The block number is negative, or has more than 64 bits.</summary>
    BlockNumberOutOfRange,

    /// <summary>The extra arguments are not the known tag and one boolean.</summary>
    BadExtraArgs,

    /// <summary>A number of the request does not fit its type in the contract.</summary>
    RequestOutOfRange,
}
