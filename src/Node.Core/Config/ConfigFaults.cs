namespace Node.Core.Config;

/// <summary>Collects faults, under the key of the section that is being looked at.</summary>
public sealed class ConfigFaults
{
    private readonly List<ConfigFault> _faults;
    private readonly string _prefix;

    /// <summary>An empty list at the root.</summary>
    public ConfigFaults()
        : this([], "")
    {
    }

    private ConfigFaults(List<ConfigFault> faults, string prefix)
    {
        _faults = faults;
        _prefix = prefix;
    }

    /// <summary>All faults so far, of every section.</summary>
    public IReadOnlyList<ConfigFault> All => _faults;

    /// <summary>Adds a fault.</summary>
    /// <param name="key">The key inside this section; empty for the section itself.</param>
    /// <param name="problem">What was found and what is accepted, e.g. <c>is 0; must be from 1 to 65535</c>.</param>
    public void Add(string key, string problem) => _faults.Add(new ConfigFault(Join(_prefix, key), problem));

    /// <summary>The same list, for a section inside this one.</summary>
    public ConfigFaults Section(string key) => new(_faults, Join(_prefix, key));

    private static string Join(string prefix, string key) => prefix.Length == 0 ? key : key.Length == 0 ? prefix : $"{prefix}:{key}";
}
