using Node.Eth.Primitives;

namespace Node.Eth.Logs;

/// <summary>A subscription and how far it has come. Changed only by the poller's loop, once it is served.</summary>
internal sealed class ServedSubscription : IDisposable
{
    private (long? Next, Hash32? Hash) _saved;

    /// <summary>Takes a subscription up where its cursor is.</summary>
    public ServedSubscription(LogSubscription subscription, LogCursor cursor)
    {
        Subscription = subscription;
        CursorId = cursor.Id;
        NextBlock = cursor.NextBlock;
        FirstBlock = cursor.FirstBlock;
        LastHash = cursor.LastHash is { } hash ? new Hash32(hash) : null;
        IsInDoubt = NextBlock is not null && NextBlock != FirstBlock;
        _saved = (NextBlock, LastHash);
    }

    /// <summary>What is served.</summary>
    public LogSubscription Subscription { get; }

    /// <summary>The row of its cursor.</summary>
    public long CursorId { get; }

    /// <summary>The lowest block not yet handed out; null until a first block is seen.</summary>
    public long? NextBlock { get; private set; }

    /// <summary>Where it began.</summary>
    public long? FirstBlock { get; private set; }

    /// <summary>The hash of the block below <see cref="NextBlock"/>, when known.</summary>
    public Hash32? LastHash { get; private set; }

    /// <summary>Whether it is yet to be checked that the chain was not rewritten while nobody looked.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>Failures of the listener in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>When a failed delivery may be tried again; a timestamp of the time provider.</summary>
    public long RetryAt { get; private set; }

    /// <summary>Held while the listener works.</summary>
    public SemaphoreSlim Busy { get; } = new(1);

    /// <summary>Whether it was unsubscribed.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether the stored position is behind or ahead of the real one.</summary>
    public bool IsDirty => _saved != (NextBlock, LastHash);

    /// <summary>The newest block it may see: far enough below the latest.</summary>
    public long Target(long latest) => latest - Subscription.Confirmations + 1;

    /// <summary>Begins at a block, when none was known at its creation.</summary>
    public void BeginAt(long block) => (NextBlock, FirstBlock) = (block, block);

    /// <summary>Moves on; <paramref name="lastHash"/> is that of the block below.</summary>
    public void MoveTo(long nextBlock, Hash32? lastHash) => (NextBlock, LastHash, Failures) = (nextBlock, lastHash, 0);

    /// <summary>
    /// Goes back to a fork, if it is beyond it. In doubt it stays: that its last block is gone is what the doubt is about.
    /// </summary>
    public void RewindTo(long block, Hash32? lastHash)
    {
        if (!IsInDoubt && NextBlock > block)
        {
            (NextBlock, LastHash) = (block, lastHash);
        }
    }

    /// <summary>The chain below it is as it was.</summary>
    public void Trust() => IsInDoubt = false;

    /// <summary>Notes a failure of the listener.</summary>
    public void Fail(long retryAt) => (Failures, RetryAt) = (Failures + 1, retryAt);

    /// <summary>The position is stored.</summary>
    public void Saved(long? nextBlock, Hash32? lastHash) => _saved = (nextBlock, lastHash);

    /// <inheritdoc/>
    public void Dispose() => Busy.Dispose();
}
