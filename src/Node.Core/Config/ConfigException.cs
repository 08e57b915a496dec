namespace Node.Core.Config;

/// <summary>The configuration cannot be used; the message names every fault, one a line.</summary>
public sealed class ConfigException(IReadOnlyList<ConfigFault> faults) : Exception(Describe(faults))
{
    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<ConfigFault> Faults { get; } = faults;

    private static string Describe(IReadOnlyList<ConfigFault> faults)
    {
        var head = faults.Count == 1 ? "the configuration has a fault:" : $"the configuration has {faults.Count} faults:";
        return string.Join('\n', [head, .. faults.Select(fault => $"  {fault}")]);
    }
}
