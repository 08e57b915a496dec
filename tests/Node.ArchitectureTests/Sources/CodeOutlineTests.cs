using Xunit;

namespace Node.ArchitectureTests.Sources;

public sealed class CodeOutlineTests
{
    private const string Source = """
        using System;

        namespace A.B;

        /// <summary>class Not in a comment { }</summary>
        [Some("class Nor { this")]
        internal sealed partial class First<T>(int a) : Base(a) where T : class
        {
            private static readonly string[] Table =
            [
                "one",
            ];

            private readonly Dictionary<string, int> _map = new() { ["a"] = 1 };

            public int Property { get; init; } = 3;

            [Fact]
            public void Long(
                int b = 1)
            {
                if (b > 0)
                {
                    Call(() => { return; });
                }
            }

            public int Short(int x) =>
                x switch { 1 => 2, _ => 3 };

            private sealed record Inner(int A);

            private enum Kind
            {
                One,
            }
        }

        public delegate Task<int> Second(int a);

        public readonly record struct Third(int A);

        file interface Fourth { }
        """;

    private static readonly CodeOutline Outline = CodeOutline.Of(new SourceFile("src/A/B/First.cs", Source));

    [Fact]
    public void All_types_are_found() => Assert.Equal(
        ["First", "Inner", "Kind", "Second", "Third", "Fourth"], Outline.Types.Select(type => type.Name));

    [Fact]
    public void Types_inside_types_are_not_top_level() => Assert.Equal(
        ["First", "Second", "Third", "Fourth"], Outline.Types.Where(type => type.IsTopLevel).Select(type => type.Name));

    [Fact]
    public void Members_are_measured_from_their_first_line_to_their_last()
    {
        Assert.Equal(["Property:1", "Long:8", "Short:2"], Outline.Members.Select(member => $"{member.Name}:{member.LineCount}"));
        Assert.Equal(19, Outline.Members.Single(member => member.Name == "Long").Line);
    }

    [Fact]
    public void Types_of_a_block_namespace_are_top_level() => Assert.True(
        CodeOutline.Of(new SourceFile("src/A/B.cs", "namespace A { class B { } }")).Types.Single().IsTopLevel);

    [Fact]
    public void A_block_of_extension_members_is_looked_into() => Assert.Equal(
        ["Twice"],
        CodeOutline.Of(new SourceFile("src/A/B.cs", "static class B { extension(int a) { public int Twice() { return a * 2; } } }"))
            .Members.Select(member => member.Name));
}
