using Node.Core.Services;

namespace Node.Jobs.Specs;

/// <summary>Knows one value of <c>type</c> in a job spec: how to read it and what to run for it.</summary>
public interface IJobType
{
    /// <summary>The value of <c>type</c>, lower case.</summary>
    string TypeName { get; }

    /// <summary>Reads the keys of this type; adds a fault for each that is wrong.</summary>
    /// <returns>The values, whose meaning only the type knows; not used when there were faults.</returns>
    object ReadSpec(SpecFields fields);

    /// <summary>Builds, and does not start, what a job needs. The caller starts, closes and owns it.</summary>
    IReadOnlyList<IService> BuildServices(Job job);
}
