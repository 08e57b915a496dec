using Node.ArchitectureTests.Sources;
using Xunit;

namespace Node.ArchitectureTests.Rules;

public sealed class ProjectRuleTests
{
    [Theory]
    [InlineData("Node.Eth", "Node.Core", 0)]
    [InlineData("Node", "Node.Core", 0)]
    [InlineData("Node.Core", "Node.Eth", 1)]
    [InlineData("Node.Jobs", "Node", 1)]
    [InlineData("Node.Eth", "DevChain", 1)]
    [InlineData("Node.Other", "Node.Core", 1)]
    public void A_reference_that_does_not_point_down_is_found(string project, string reference, int faults)
    {
        var file = new SourceFile(
            $"src/{project}/{project}.csproj",
            $"""<Project><ItemGroup><ProjectReference Include="..\{reference}\{reference}.csproj" /></ItemGroup></Project>""");
        Assert.Equal(faults, ProjectRule.Check(file, FloorPlan.Floors).Count());
    }
}
