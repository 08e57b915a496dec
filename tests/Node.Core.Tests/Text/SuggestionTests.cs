using CsCheck;
using Node.Core.Text;
using Xunit;

namespace Node.Core.Tests.Text;

public sealed class SuggestionTests
{
    private static readonly string[] Known = ["median", "multiply", "jsonparse", "http", "sum"];

    [Theory]
    [InlineData("mediam", "median")]
    [InlineData("MEDIAN", "median")]
    [InlineData("mulitply", "multiply")]
    [InlineData("htpp", "http")]
    [InlineData("jsonpars", "jsonparse")]
    [InlineData("jason_parse", "jsonparse")]
    [InlineData("sums", "sum")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    [InlineData("ethcall", null)]
    public void The_closest_name_is_suggested(string found, string? expected) => Assert.Equal(expected, Suggestion.For(found, Known));

    [Fact]
    public void Names_over_the_limit_are_not_compared()
    {
        var longest = new string('a', Suggestion.CharsMax);

        Assert.Equal(longest, Suggestion.For(longest[..^1] + "b", [longest]));
        Assert.Null(Suggestion.For(longest + "a", [longest]));
        Assert.Null(Suggestion.For(longest, [longest + "a"]));
    }

    [Fact]
    public void One_slip_of_a_name_leads_back_to_it()
    {
        Gen.Select(Gen.OneOf("median", "multiply", "jsonparse"), Gen.Int[0, 100], Gen.Char['a', 'z'], Gen.Int[0, 3]).Sample((name, at, c, slip) =>
        {
            at %= name.Length - 1;
            var slipped = slip switch
            {
                0 => name.Remove(at, 1),
                1 => name.Insert(at, c.ToString()),
                2 => name[..at] + c + name[(at + 1)..],
                _ => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
            };

            Assert.Equal(name, Suggestion.For(slipped, Known));
        }, iter: 1_000);
    }
}
