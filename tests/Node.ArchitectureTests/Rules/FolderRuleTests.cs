using Node.ArchitectureTests.Sources;
using Xunit;

namespace Node.ArchitectureTests.Rules;

public sealed class FolderRuleTests
{
    private static readonly HashSet<string> Folders =
    [
        "Node.Core/Text", "Node.Eth/Rpc", "Node.Jobs/Pipeline", "Node.Jobs/Pipeline/Dot", "Node.Jobs/Pipeline/Graph", "Node.Jobs/Runs",
        "Node.Jobs/Running", "Node/Http",
    ];

    [Theory]
    [InlineData("Node.Jobs/Running", "using Node.Jobs.Runs;", 0)]
    [InlineData("Node.Jobs/Runs", "using Node.Jobs.Running;", 1)]
    [InlineData("Node.Jobs/Runs", "using static Node.Jobs.Running.Lane;", 1)]
    [InlineData("Node.Jobs/Runs", "using Lane = Node.Jobs.Running.Lane;", 1)]
    [InlineData("Node.Jobs/Runs", "namespace Node.Jobs.Runs; class A { Node.Jobs.Running.Lane _lane; }", 1)]
    [InlineData("Node.Jobs/Runs", "// using Node.Jobs.Running;", 0)]
    [InlineData("Node.Jobs/Runs", "namespace Node.Jobs.Running;", 0)]
    [InlineData("Node.Jobs/Runs", "using Node.Core.Text; using Node.Eth.Rpc;", 0)]
    [InlineData("Node.Eth/Rpc", "using Node.Jobs.Runs;", 1)]
    [InlineData("Node.Jobs/Runs", "using Node.Http;", 1)]
    [InlineData("Node.Jobs/Runs", "using Node.Jobs;", 1)]
    [InlineData("Node.Jobs", "using Node.Jobs.Running;", 0)]
    public void A_use_that_points_up_is_found(string folder, string code, int faults) =>
        Assert.Equal(faults, FolderRule.Upward(FolderUses.Of(new SourceFile($"src/{folder}/A.cs", code), Folders)).Count());

    [Fact]
    public void A_folder_without_a_place_in_the_order_is_found()
    {
        Assert.Single(FolderRule.Unplanned([new SourceFile("src/Node.Core/Other/A.cs", ""), new SourceFile("src/Node.Core/Text/A.cs", "")]));
    }

    [Fact]
    public void A_folder_that_uses_its_projects_root_is_found()
    {
        var root = new SourceFile("src/Node.Eth/EthModule.cs", "class EthModule { }");
        var good = new SourceFile("src/Node.Eth/Rpc/A.cs", "class A { } // EthModule");
        var bad = new SourceFile("src/Node.Eth/Rpc/B.cs", "class B { EthModule _module; }");
        Assert.Equal("src/Node.Eth/Rpc/B.cs", Assert.Single(FolderRule.RootUsed([root, good, bad])).Path);
    }

    [Fact]
    public void A_circle_inside_a_folder_is_found()
    {
        var dot = FolderUses.Of(new SourceFile("src/Node.Jobs/Pipeline/Dot/A.cs", "using Node.Jobs.Pipeline.Graph;"), Folders).ToList();
        var graph = FolderUses.Of(new SourceFile("src/Node.Jobs/Pipeline/Graph/A.cs", "using Node.Jobs.Pipeline.Dot;"), Folders).ToList();
        Assert.Empty(FolderRule.InnerCircles(dot));
        Assert.Contains("Dot -> ", Assert.Single(FolderRule.InnerCircles(dot.Concat(graph))).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Runs.RunInbox _a;", 1)]
    [InlineData("Jobs.Runs.RunInbox _a;", 1)]
    [InlineData("var a = Runs.RunInbox.Default;", 1)]
    [InlineData("var a = options.Runs.RunInbox;", 0)]
    [InlineData("var a = Runs.Count;", 0)]
    public void A_half_name_is_found(string code, int faults) => Assert.Equal(
        faults, FolderUses.HalfNames(new SourceFile("src/Node.Jobs/Running/A.cs", code), new HashSet<string> { "Node.Jobs.Runs.RunInbox" }).Count());
}
