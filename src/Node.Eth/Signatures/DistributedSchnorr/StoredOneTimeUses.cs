using Node.Core.Storage;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>
/// Remembers uses in the database, for good and for all processes on it. There is no most: a row may never go as long as somebody may have a
/// copy of its share, and takes about 150 bytes.
/// </summary>
/// <param name="database">Where; its migrations must have been applied.</param>
/// <param name="time">Says when a share was taken.</param>
public sealed class StoredOneTimeUses(Database database, TimeProvider time) : IOneTimeUses
{
    /// <inheritdoc/>
    /// <exception cref="System.Data.Common.DbException">The database is away or refused: then nothing may be sent.</exception>
    public async Task<DssFault?> TryTakeAsync(IReadOnlyList<ShareUse> uses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uses);
        var takenAt = time.GetUtcNow();

        // In one order everywhere, so that two that take the same shares do not wait for each other.
        ShareUse[] ordered = [.. uses.OrderBy(use => use.Share)];
        try
        {
            await database.WriteAsync(
                async session =>
                {
                    foreach (var use in ordered)
                    {
                        if (!await ShareUseRepository.TryTakeAsync(session, use, takenAt))
                        {
                            throw new DssException(DssFault.ShareUsed); // rolls back what was taken before it
                        }
                    }
                },
                cancellationToken);
            return null;
        }
        catch (DssException e)
        {
            return e.Fault;
        }
    }
}
