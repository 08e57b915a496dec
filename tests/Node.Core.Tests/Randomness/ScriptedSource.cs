using Node.Core.Randomness;

namespace Node.Core.Tests.Randomness;

/// <summary>Gives the bytes it was told to, in order.</summary>
internal sealed class ScriptedSource(byte[] script) : IRandomSource
{
    private int _next;

    public void Fill(Span<byte> destination)
    {
        script.AsSpan(_next, destination.Length).CopyTo(destination);
        _next += destination.Length;
    }
}
