namespace Node.Eth.Signatures.Vrf;

/// <summary>The generations of coordinators and of their verifiers.</summary>
public enum VrfVersion
{
    /// <summary>The first: <c>fulfillRandomnessRequest(bytes)</c>, verifier of Solidity 0.6.</summary>
    V1,

    /// <summary>The second, with subscriptions: <c>fulfillRandomWords</c>, verifier of Solidity 0.8.</summary>
    V2,

    /// <summary>The second with native payment (2.5), on the verifier of the second.</summary>
    V2Plus,
}
