using Node.Core.Services;
using Node.Jobs.Specs;

namespace Node.Jobs.Types;

/// <summary>Knows what to run for jobs of one type.</summary>
public interface IJobType
{
    /// <summary>The value of <c>type</c>, lower case.</summary>
    string TypeName { get; }

    /// <summary>Builds, and does not start, what a job needs. The caller starts, closes and owns it.</summary>
    IReadOnlyList<IService> BuildServices(Job job);
}
