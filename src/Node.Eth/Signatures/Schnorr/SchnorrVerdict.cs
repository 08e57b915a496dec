namespace Node.Eth.Signatures.Schnorr;

/// <summary>Whether a signature is good, and why not.</summary>
/// <param name="Fault">The first thing that is wrong; null for a good signature.</param>
public readonly record struct SchnorrVerdict(SchnorrFault? Fault)
{
    /// <summary>Whether it is good.</summary>
    public bool Ok => Fault is null;

    /// <summary>One line that says why it is refused; null for a good signature.</summary>
    public string? Reason => Fault?.Describe();
}
