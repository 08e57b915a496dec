namespace Node.Eth.Signatures.Vrf;

/// <summary>Whether a proof or a response is good, and why not.</summary>
/// <param name="Fault">The first thing that is wrong; null for a good one.</param>
public readonly record struct VrfVerdict(VrfFault? Fault)
{
    /// <summary>Whether it is good.</summary>
    public bool Ok => Fault is null;

    /// <summary>One line that says why it is refused; null for a good one.</summary>
    public string? Reason => Fault?.Describe();
}
