using System.Security.Cryptography;

namespace Node.Core.Randomness;

/// <summary>The operating system's cryptographic generator.</summary>
public sealed class SystemRandomSource : IRandomSource
{
    /// <inheritdoc/>
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
