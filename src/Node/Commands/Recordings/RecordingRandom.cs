using Node.Core.Randomness;

namespace Node.Commands.Recordings;

/// <summary>Draws for real and keeps what was drawn.</summary>
internal sealed class RecordingRandom(IRandomSource inner, Recording recording) : IRandomSource
{
    public void Fill(Span<byte> destination)
    {
        inner.Fill(destination);
        lock (recording.Gate)
        {
            recording.Random.Add(Convert.ToHexStringLower(destination));
        }
    }
}
