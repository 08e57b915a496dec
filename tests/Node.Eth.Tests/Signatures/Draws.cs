using Node.Core.Randomness;
using Node.Eth.Encoding;
using Xunit;

namespace Node.Eth.Tests.Signatures;

/// <summary>Randomness written down: each call fills its buffer with the next draw, which must have the buffer's length.</summary>
internal sealed class Draws(IReadOnlyList<string> draws) : IRandomSource
{
    /// <summary>How many were drawn.</summary>
    public int Used { get; private set; }

    public void Fill(Span<byte> destination)
    {
        Assert.True(Used < draws.Count, "more was drawn than there is");
        var draw = HexData.Parse(draws[Used++]);
        Assert.Equal(destination.Length, draw.Length);
        draw.CopyTo(destination);
    }

    /// <summary>Fails unless all were drawn.</summary>
    public void AssertUsedUp() => Assert.Equal(draws.Count, Used);
}
