using Node.Core.Storage;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>The table <c>share_uses</c>: rows come and never change or go.</summary>
internal static class ShareUseRepository
{
    /// <summary>Takes a share for a use, for good.</summary>
    /// <returns>False when it was taken for another.</returns>
    public static async Task<bool> TryTakeAsync(WriteSession session, ShareUse use, DateTimeOffset takenAt)
    {
        var share = use.Share.ToBytes();
        var usedFor = use.UsedFor.ToBytes();

        // Of two at the same time the second waits for the first to commit, and then finds its row.
        await session.ExecuteAsync(
            """
            INSERT INTO share_uses (share, used_for, taken_at) VALUES (@share, @usedFor, @takenAt)
            ON CONFLICT (share) DO NOTHING
            """,
            new { share, usedFor, takenAt });
        var stands = await session.SingleAsync<byte[]>("SELECT used_for FROM share_uses WHERE share = @share", new { share });
        return stands.AsSpan().SequenceEqual(usedFor);
    }
}
