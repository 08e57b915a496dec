using System.Buffers.Binary;
using System.Globalization;
using Node.Core.Randomness;

namespace Node.Testing;

/// <summary>Repeatable randomness: the same seed gives the same bytes on every machine and version.</summary>
/// <remarks>Any thread may draw; which thread gets which bytes is then no longer repeatable.</remarks>
public sealed class SeededRandom(ulong seed) : IRandomSource
{
    private readonly Lock _gate = new();
    private ulong _state = seed;

    /// <summary>Where it starts; a failing test shows it.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>Starts from <c>NODE_TEST_SEED</c>, or from a fresh seed when that is not set.</summary>
    public static SeededRandom Fresh() =>
        new(ulong.TryParse(Environment.GetEnvironmentVariable("NODE_TEST_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : (ulong)Random.Shared.NextInt64());

    /// <inheritdoc/>
    public void Fill(Span<byte> destination)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        lock (_gate)
        {
            while (!destination.IsEmpty)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(word, Next());
                var taken = Math.Min(word.Length, destination.Length);
                word[..taken].CopyTo(destination);
                destination = destination[taken..];
            }
        }
    }

    /// <summary>Says how to repeat it.</summary>
    public override string ToString() => $"NODE_TEST_SEED={Seed}";

    // SplitMix64.
    private ulong Next()
    {
        _state += 0x9e3779b97f4a7c15;
        var mixed = (_state ^ (_state >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }
}
