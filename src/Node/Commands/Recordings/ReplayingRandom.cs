using Node.Core.Randomness;

namespace Node.Commands.Recordings;

/// <summary>Draws what was drawn before; zeros when the run draws more than it did.</summary>
internal sealed class ReplayingRandom(Recording recording) : IRandomSource
{
    private int _next;

    public void Fill(Span<byte> destination)
    {
        destination.Clear();
        if (_next < recording.Random.Count)
        {
            var drawn = Convert.FromHexString(recording.Random[_next++]);
            drawn.AsSpan(0, Math.Min(drawn.Length, destination.Length)).CopyTo(destination);
        }
    }
}
