using Node.Eth.Primitives;

namespace Node.Eth.Signatures.DistributedSchnorr;

/// <summary>Remembers uses for as long as the process runs. When it is full it takes no more, since forgetting is what must not happen.</summary>
/// <param name="sharesMax">Most shares that are remembered. Default 1,000,000, about 100 MB.</param>
public sealed class OneTimeUses(int sharesMax = OneTimeUses.SharesMax) : IOneTimeUses
{
    /// <summary>Most shares that are remembered unless told otherwise.</summary>
    public const int SharesMax = 1_000_000;

    private readonly Dictionary<Hash32, Hash32> _uses = [];
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public DssFault? TryTake(Hash32 share, Hash32 use)
    {
        lock (_gate)
        {
            if (_uses.TryGetValue(share, out var before))
            {
                return before == use ? null : DssFault.ShareUsed;
            }

            if (_uses.Count >= sharesMax)
            {
                return DssFault.UsesFull;
            }

            _uses.Add(share, use);
            return null;
        }
    }
}
