using System.Text.RegularExpressions;
using Xunit;

namespace Node.ArchitectureTests.Sources;

public sealed partial class CSharpTextTests
{
    // Blanked stretches are shown as one space each; the length is checked apart.
    [Theory]
    [InlineData("a /* b */ c // d", "a c ")]
    [InlineData("x = \"a // b\"; y", "x = ; y")]
    [InlineData("x = \"a \\\" b\"; y", "x = ; y")]
    [InlineData("x = @\"a \"\" \\\"; y", "x = ; y")]
    [InlineData("x = @\"\"\"a\"\"\"; y", "x = ; y")]
    [InlineData("x = \"\"\"a \"b\" c\"\"\"; y", "x = ; y")]
    [InlineData("x = \"\"; y", "x = ; y")]
    [InlineData("c = '\"'; d = '\\''; e", "c = ; d = ; e")]
    [InlineData("x = $\"a {b} {{c}} {f(\"d\")}\"; y", "x = b f( ) ; y")]
    [InlineData("x = $$\"\"\"{a} {{b}}\"\"\"; y", "x = b ; y")]
    [InlineData("#pragma warning disable X\na", " \na")]
    public void Only_code_is_left(string source, string code)
    {
        var left = CSharpText.Of(source).Code;
        Assert.Equal(source.Length, left.Length);
        Assert.Equal(code, Spaces().Replace(left, " "));
    }

    [Fact]
    public void Literals_keep_their_text_and_place()
    {
        var literals = CSharpText.Of("f(\"SELECT a\\nFROM jobs\", $\"x {g(\"in\")} y\")").Literals;
        Assert.Equal(["SELECT a FROM jobs", "x {g(\"in\")} y", "in"], literals.Select(literal => literal.Text));
        Assert.Equal(2, literals[0].Start);
    }

    [Fact]
    public void A_quote_that_is_never_closed_ends_with_its_line() =>
        Assert.Equal("x =    \ny", CSharpText.Of("x = \"ab\ny").Code[..9].Replace('"', ' '));

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
