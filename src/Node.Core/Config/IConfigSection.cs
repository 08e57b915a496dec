namespace Node.Core.Config;

/// <summary>The options of one feature: properties with defaults, which check themselves.</summary>
public interface IConfigSection
{
    /// <summary>Adds every fault of these options; adds nothing when they can be used.</summary>
    void Validate(ConfigFaults faults);
}
