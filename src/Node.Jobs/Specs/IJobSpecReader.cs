namespace Node.Jobs.Specs;

/// <summary>Reads the keys that belong to one value of <c>type</c> in a job spec.</summary>
public interface IJobSpecReader
{
    /// <summary>The value of <c>type</c>, lower case.</summary>
    string TypeName { get; }

    /// <summary>Reads the keys of this type; adds a fault for each that is wrong.</summary>
    /// <returns>The values, whose meaning only the type knows; not used when there were faults.</returns>
    object ReadSpec(SpecFields fields);
}
