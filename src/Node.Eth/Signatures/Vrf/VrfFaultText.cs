namespace Node.Eth.Signatures.Vrf;

/// <summary>The wording of each fault: always the same, and never with the values in it.</summary>
public static class VrfFaultText
{
    /// <summary>One line for people.</summary>
    public static string Describe(this VrfFault fault) => fault switch
    {
        VrfFault.SeedOutOfRange => "the seed is not a uint256",
        VrfFault.SecretIsZero => "the secret key is zero",
        VrfFault.NonceIsZero => "the nonce is zero",
        VrfFault.KeyNotOnCurve => "the public key is no point of the curve, or the identity",
        VrfFault.GammaNotOnCurve => "gamma is no point of the curve, or the identity",
        VrfFault.ScalarOutOfRange => "c or s is not from 0 and below the group order",
        VrfFault.OutputOutOfRange => "the output is not a uint256",
        VrfFault.WitnessesNotDistinct => "c*gamma and s*hash have the same x; pick a different nonce",
        VrfFault.IdentityInChallenge => "a point of the challenge is the identity",
        VrfFault.ChallengeMismatch => "the proof is not valid: its challenge is not c",
        VrfFault.OutputMismatch => "the output is not that of gamma",
        VrfFault.ProofLength => "a marshalled proof has 416 bytes",
        VrfFault.ResponseLength => "a response of the first version has 448 bytes",
        VrfFault.WitnessMismatch => "the witnesses are not those of the proof",
        VrfFault.SeedMismatch => "the seed is not the one that was asked for",
        VrfFault.BlockNumberOutOfRange => "the block number is not a uint64",
        VrfFault.BadExtraArgs => "the extra arguments are not the tag of VRF ExtraArgsV1 and one boolean",
        _ => "a number of the request does not fit its type in the contract",
    };
}
