using Xunit;

namespace Node.ArchitectureTests.Rules;

public sealed class LayoutRuleTests
{
    private const string Page = """
        # Layout
        ## `src/Node.Core` the ground
        - `Text/` words
        - `Http/` the outside
        ## Tests
        - `Node.Testing/` fixtures
        """;

    [Fact]
    public void A_page_describes_what_stands_under_the_heading_of_a_project() =>
        Assert.Equal(["Node.Core/Http", "Node.Core/Text"], LayoutRule.Described(Page).Order(StringComparer.Ordinal));

    [Fact]
    public void A_folder_without_a_line_is_found() => Assert.Single(
        LayoutRule.Check(Page, new HashSet<string> { "Node.Core/Text", "Node.Core/Http", "Node.Core/New" }, new HashSet<string>()));

    [Fact]
    public void A_line_without_a_folder_is_found_unless_it_is_planned()
    {
        var folders = new HashSet<string> { "Node.Core/Text" };
        Assert.Single(LayoutRule.Check(Page, folders, new HashSet<string>()));
        Assert.Empty(LayoutRule.Check(Page, folders, new HashSet<string> { "Node.Core/Http" }));
    }
}
