using Node.ArchitectureTests.Sources;
using Xunit;

namespace Node.ArchitectureTests.Rules;

public sealed class FileRuleTests
{
    [Theory]
    [InlineData(FileRule.LinesMax, 0)]
    [InlineData(FileRule.LinesMax + 1, 1)]
    public void A_long_file_is_found(int lines, int faults) =>
        Assert.Equal(faults, FileRule.Length(File("A", string.Concat(Enumerable.Repeat("\n", lines)))).Count());

    [Theory]
    [InlineData(FileRule.MethodLinesMax - 3, 0)]
    [InlineData(FileRule.MethodLinesMax - 2, 1)]
    public void A_long_method_is_found(int lines, int faults)
    {
        var body = string.Concat(Enumerable.Repeat("        Call();\n", lines));
        Assert.Equal(faults, FileRule.MethodLength(File("A", $"class A\n{{\n    void B()\n    {{\n{body}    }}\n}}\n")).Count());
    }

    [Theory]
    [InlineData("A", "class A { class B { } }", 0)]
    [InlineData("A", "class A<T> { }", 0)]
    [InlineData("A", "class B { }", 1)]
    [InlineData("A", "class A { } record B;", 1)]
    [InlineData("A", "class C { } record B;", 2)]
    [InlineData("Program", "return 0;", 0)]
    public void A_second_type_or_another_name_is_found(string name, string code, int faults) =>
        Assert.Equal(faults, FileRule.OneType(File(name, code)).Count());

    [Theory]
    [InlineData("A", "namespace Node.Core.Text;", 0)]
    [InlineData("A", "namespace Node.Core;", 1)]
    [InlineData("A", "namespace Node.Core.Text.Deep { }", 1)]
    [InlineData("A", "// namespace Node.Core.Text;", 1)]
    [InlineData("Program", "return 0;", 0)]
    public void Another_namespace_than_the_folders_is_found(string name, string code, int faults) =>
        Assert.Equal(faults, FileRule.Namespace(File(name, code)).Count());

    private static SourceFile File(string name, string text) => new($"src/Node.Core/Text/{name}.cs", text);
}
