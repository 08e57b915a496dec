namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>
/// Remembers which message each one-time share was used for, and which shares are long-term ones. A share used for two messages gives the
/// long-term share away to everyone who sees both parts, so whoever keeps shares across restarts keeps this with them:
/// <see cref="StoredOneTimeUses"/> does.
/// </summary>
public interface IOneTimeUses
{
    /// <summary>Takes shares for what they are used for, for good: all of them or none. Safe from any thread and any process on the same storage.</summary>
    /// <returns>Null when all are taken, now or before, for just this; otherwise why not.</returns>
    /// <remarks>When it returns null that is durable: the caller sends its part next.</remarks>
    Task<DssFault?> TryTakeAsync(IReadOnlyList<ShareUse> uses, CancellationToken cancellationToken);
}
