using Node.Core.Randomness;
using Node.Testing;

namespace Node.Tests.NothingLost;

/// <summary>Delays out of seeded randomness.</summary>
internal static class RandomDelays
{
    /// <summary>From 0 to <paramref name="millisecondsMax"/>.</summary>
    public static TimeSpan NextDelay(this SeededRandom random, int millisecondsMax) =>
        TimeSpan.FromMilliseconds(random.NextInt32(millisecondsMax + 1));
}
