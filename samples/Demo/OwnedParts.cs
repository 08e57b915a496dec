namespace Demo;

/// <summary>Ends what was started, last first, unless it was all started and is kept.</summary>
internal sealed class OwnedParts : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = [];

    public T Add<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }

    /// <summary>Leaves the parts to somebody else.</summary>
    public void Keep() => _parts.Clear();

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }
}
