using Xunit;

namespace Node.Tests.Profiling;

/// <summary>Tests that profile this process run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProfiledAlone
{
    public const string Name = "profiled alone";
}
