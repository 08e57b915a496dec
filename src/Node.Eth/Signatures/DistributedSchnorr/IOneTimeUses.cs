using Node.Eth.Primitives;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>
/// Remembers which message each one-time share was used for, and which shares are long-term ones. Whoever keeps shares across restarts keeps this with them: a share
/// used for two messages gives the long-term share away to everyone who sees both parts.
/// </summary>
public interface IOneTimeUses
{
    /// <summary>Takes a share for a message, for good. Safe from any thread.</summary>
    /// <param name="share">Names the share: a hash of its public point.</param>
    /// <param name="use">Names what it is used for: a hash of all commitments and the message; for a long-term share always the same.</param>
    /// <returns>Null when it is taken, now or before, for just this use; otherwise why not.</returns>
    DssFault? TryTake(Hash32 share, Hash32 use);
}
