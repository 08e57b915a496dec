using Node.Core.Config;

namespace Node.Jobs.Specs;

/// <summary>How jobs are kept (<c>Jobs</c>).</summary>
public sealed class JobsOptions : IConfigSection
{
    /// <summary>
    /// How many versions of a job are kept, the present one among them. An older one goes when the job is replaced, unless an open run needs
    /// it. Default: 100.
    /// </summary>
    public int VersionsMax { get; init; } = 100;

    /// <summary>How many different errors of a job are kept; beyond, the one that has not occurred for longest gives way. Default: 100.</summary>
    public int ErrorsMax { get; init; } = 100;

    /// <summary>How many specs may be applied together. Default: 10,000.</summary>
    public int ApplySpecsMax { get; init; } = 10_000;

    /// <summary>The largest body of a request that applies specs, in bytes. Default: 32 MiB.</summary>
    public int ApplyBytesMax { get; init; } = 32 * 1024 * 1024;

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        RequireRange(faults, nameof(VersionsMax), VersionsMax, 10_000);
        RequireRange(faults, nameof(ErrorsMax), ErrorsMax, 10_000);
        RequireRange(faults, nameof(ApplySpecsMax), ApplySpecsMax, 1_000_000);
        RequireRange(faults, nameof(ApplyBytesMax), ApplyBytesMax, 1024 * 1024 * 1024);
    }

    private static void RequireRange(ConfigFaults faults, string key, int value, int max)
    {
        if (value < 1 || value > max)
        {
            faults.Add(key, $"is {value}; must be from 1 to {max}");
        }
    }
}
