namespace Node.Core.Config;

/// <summary>One thing wrong with the configuration.</summary>
/// <param name="Key">The whole key, as it stands in a file, e.g. <c>Chains:0:ChainId</c>.</param>
/// <param name="Problem">What was found and what is accepted; never a secret.</param>
public sealed record ConfigFault(string Key, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key} {Problem}";
}
