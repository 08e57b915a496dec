using System.Text;
using CsCheck;
using Node.Core.Text;
using Node.Testing;
using Xunit;

namespace Node.Core.Tests.Text;

public sealed class UntrustedTests
{
    [Theory]
    [InlineData(null, "(none)")]
    [InlineData("", "")]
    [InlineData("plain text, Grüße, 漢字 and 😀", "plain text, Grüße, 漢字 and 😀")]
    [InlineData("a\r\nb", "a\\u000d\\u000ab")]
    [InlineData("\u001b[31mred", "\\u001b[31mred")]
    [InlineData("user\u202egnp.exe", "user\\u202egnp.exe")]
    [InlineData("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff")]
    [InlineData("line\u2028paragraph\u2029", "line\\u2028paragraph\\u2029")]
    [InlineData("nul\0", "nul\\u0000")]
    public void What_a_reader_could_take_for_an_order_is_escaped(string? text, string expected) =>
        Assert.Equal(expected, Untrusted.Show(text));

    [Fact]
    public void A_lone_surrogate_is_escaped()
    {
        Assert.Equal("a\\ud83db", Untrusted.Show("a" + '\ud83d' + "b"));
        Assert.Equal("\\ude00", Untrusted.Show("" + '\ude00'));
    }

    [Fact]
    public void A_tag_character_outside_the_first_plane_is_escaped() =>
        Assert.Equal("\\udb40\\udc41", Untrusted.Show("\U000E0041"));

    [Fact]
    public void A_long_text_is_cut_with_an_ellipsis()
    {
        Assert.Equal(new string('x', Untrusted.CharsMax), Untrusted.Show(new string('x', Untrusted.CharsMax)));
        Assert.Equal(new string('x', Untrusted.CharsMax) + "…", Untrusted.Show(new string('x', Untrusted.CharsMax + 1)));
    }

    [Fact]
    public void The_cut_does_not_split_a_pair()
    {
        var text = new string('x', Untrusted.CharsMax - 1) + "😀";

        Assert.Equal(new string('x', Untrusted.CharsMax - 1) + "…", Untrusted.Show(text));
    }

    [Fact]
    public void Whatever_is_shown_is_short_and_harmless() => Gen.Char.Array[0, 400].Select(chars => new string(chars)).Sample(
        text =>
        {
            var shown = Untrusted.Show(text);
            return shown.Length <= (Untrusted.CharsMax * 6) + 1
                && !shown.Any(char.IsControl)
                && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(shown)) == shown;
        },
        iter: TestScale.Pick(2_000, 200_000));
}
