namespace Node.Core.Randomness;

/// <summary>Where all randomness of the node comes from, so that a seeded source makes a run repeatable.</summary>
public interface IRandomSource
{
    /// <summary>Fills <paramref name="destination"/> with random bytes. The production source is cryptographically strong.</summary>
    void Fill(Span<byte> destination);
}
