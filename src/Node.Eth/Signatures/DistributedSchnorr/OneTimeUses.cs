using Node.Eth.Primitives;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>
/// Remembers uses for as long as the process runs: for shares that live no longer. When it is full it takes no more, since forgetting is what
/// must not happen; <see cref="StoredOneTimeUses"/> has no such end.
/// </summary>
/// <param name="sharesMax">Most shares that are remembered. Default 1,000,000, about 100 MB.</param>
public sealed class OneTimeUses(int sharesMax = OneTimeUses.SharesMax) : IOneTimeUses
{
    /// <summary>Most shares that are remembered unless told otherwise.</summary>
    public const int SharesMax = 1_000_000;

    private readonly Dictionary<Hash32, Hash32> _uses = [];
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public Task<DssFault?> TryTakeAsync(IReadOnlyList<ShareUse> uses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uses);
        return Task.FromResult(TryTake(uses));
    }

    private DssFault? TryTake(IReadOnlyList<ShareUse> uses)
    {
        lock (_gate)
        {
            if (uses.Any(use => _uses.TryGetValue(use.Share, out var before) && before != use.UsedFor))
            {
                return DssFault.ShareUsed;
            }

            ShareUse[] fresh = [.. uses.Where(use => !_uses.ContainsKey(use.Share))];
            if (_uses.Count + fresh.Length > sharesMax)
            {
                return DssFault.UsesFull;
            }

            foreach (var use in fresh)
            {
                _uses.Add(use.Share, use.UsedFor);
            }

            return null;
        }
    }
}
