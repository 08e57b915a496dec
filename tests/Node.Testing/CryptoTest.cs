using System.Buffers.Binary;
using System.Security.Cryptography;
using Node.Core.Randomness;

namespace Node.Testing;

/// <summary>
/// Repeatable randomness for cryptography under test: SHA-256 of a seed and a counter, so that the numbers look like those of the real
/// source. Each test takes a stream of its own, by a seed from 0 upward. It lives with the tests, where nothing shipped can reach it.
/// </summary>
/// <remarks>Any thread may draw; which thread gets which bytes is then no longer repeatable.</remarks>
public sealed class CryptoTest : IRandomSource
{
    private readonly Lock _gate = new();
    private readonly byte[] _block = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] _input = new byte[sizeof(long) + sizeof(ulong)];
    private ulong _counter;
    private int _used = SHA256.HashSizeInBytes;

    private CryptoTest(long seed)
    {
        Seed = seed;
        BinaryPrimitives.WriteInt64BigEndian(_input, seed);
    }

    /// <summary>Where it starts; a failing test shows it.</summary>
    public long Seed { get; }

    /// <summary>The stream of a seed.</summary>
    public static CryptoTest Stream(long seed) => new(seed);

    /// <inheritdoc/>
    public void Fill(Span<byte> destination)
    {
        lock (_gate)
        {
            for (var i = 0; i < destination.Length; i++)
            {
                if (_used == _block.Length)
                {
                    BinaryPrimitives.WriteUInt64BigEndian(_input.AsSpan(sizeof(long)), _counter++);
                    SHA256.HashData(_input, _block);
                    _used = 0;
                }

                destination[i] = _block[_used++];
            }
        }
    }

    /// <summary>Says which stream it is.</summary>
    public override string ToString() => $"CryptoTest.Stream({Seed})";
}
