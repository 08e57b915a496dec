using Node.Jobs.Types.Webhook.Initiators;
using Xunit;

namespace Node.Jobs.Tests.Types.Webhook.Initiators;

public sealed class InitiatorNameTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("Feed-1_x", "feed-1_x")]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("a b", null)]
    [InlineData("a/b", null)]
    [InlineData("ä", null)]
    public void A_name_has_letters_digits_and_two_signs(string? text, string? name)
    {
        Assert.Equal(name is not null, InitiatorName.TryRead(text, out var read));
        Assert.Equal(name, read);
    }

    [Fact]
    public void A_name_has_at_most_CharsMax()
    {
        Assert.True(InitiatorName.TryRead(new string('a', InitiatorName.CharsMax), out _));
        Assert.False(InitiatorName.TryRead(new string('a', InitiatorName.CharsMax + 1), out _));
    }
}
