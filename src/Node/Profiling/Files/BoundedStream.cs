namespace Node.Profiling.Files;

/// <summary>
/// Takes what is written as far as there is room. Beyond, or when the place below fails, it is cut: it takes everything and keeps nothing, so that
/// whoever writes can go on.
/// </summary>
/// <param name="below">Where it goes; owned.</param>
/// <param name="budget">The room.</param>
/// <param name="kept">How much of the room is left to others, in bytes.</param>
internal sealed class BoundedStream(Stream below, FileBudget budget, long kept = 0) : Stream
{
    private long _taken;
    private bool _isDisposed;

    /// <summary>Whether something is missing.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Why the place below failed; null when it did not.</summary>
    public IOException? Failure { get; private set; }

    /// <summary>Is called once, when it was closed.</summary>
    public Action<BoundedStream>? OnClosed { get; init; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _taken;

    public override long Position
    {
        get => _taken;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (IsCut)
        {
            return;
        }

        if (!budget.TryTake(buffer.Length, kept))
        {
            Cut();
            return;
        }

        _taken += buffer.Length;
        try
        {
            below.Write(buffer);
        }
        catch (IOException e)
        {
            Failure = e;
            Cut();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            try
            {
                below.Dispose();
            }
            catch (IOException e)
            {
                Failure ??= e;
                Cut();
            }

            OnClosed?.Invoke(this);
        }

        base.Dispose(disposing);
    }

    private void Cut()
    {
        IsCut = true;
        budget.GiveBack(_taken);
        _taken = 0;
    }
}
