using Node.ArchitectureTests.Sources;
using Xunit;

namespace Node.ArchitectureTests.Rules;

public sealed class WordRuleTests
{
    [Theory]
    [InlineData("// TO" + "DO later", 1)]
    [InlineData("throw new NotImplemented" + "Exception();", 1)]
    [InlineData("#reg" + "ion Fields", 1)]
    [InlineData("var xTO" + "DOs = 1;", 0)]
    [InlineData("var todo = 1;", 0)]
    public void Work_left_for_later_is_found(string text, int faults) => Assert.Equal(faults, WordRule.Later(File(text)).Count());

    [Theory]
    [InlineData("[Fact(Skip = \"slow\")] void A() { }", 1)]
    [InlineData("[Fact(SkipUnless = nameof(B))] void A() { }", 1)]
    [InlineData("void A() { Assert.Skip(\"no database\"); }", 1)]
    [InlineData("void A() { list.Skip(1); } // Skip = no", 0)]
    public void A_skipped_test_is_found(string text, int faults) => Assert.Equal(faults, WordRule.Skipped(File(text)).Count());

    [Theory]
    [InlineData("see /ho" + "me/me/notes", 1)]
    [InlineData("source: https://regis" + "try.example/index.json", 1)]
    [InlineData("\"resol" + "ved\": \"https://example.org/left-pad.tgz\"", 1)]
    [InlineData("read ../sh" + "ared/design.md", 1)]
    [InlineData("read docs/layout.md at https://example.org", 0)]
    public void A_place_elsewhere_is_found(string text, int faults) => Assert.Equal(faults, WordRule.Elsewhere(File(text)).Count());

    private static SourceFile File(string text) => new("docs/a.md", text);
}
