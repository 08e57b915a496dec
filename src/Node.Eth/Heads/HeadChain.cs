using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Heads;

/// <summary>
/// The newest blocks of the canonical chain as the node sees it: linked by parent hash, without gaps, never changed once handed
/// out.
/// </summary>
public sealed class HeadChain
{
    private readonly BlockHeader[] _headers;

    private HeadChain(BlockHeader[] headers) => _headers = headers;

    /// <summary>No blocks: nothing was seen yet.</summary>
    public static HeadChain Empty { get; } = new([]);

    /// <summary>The highest block, or null before the first was seen.</summary>
    public BlockHeader? Latest => _headers.Length == 0 ? null : _headers[^1];

    /// <summary>The lowest block that is kept, or null before the first was seen.</summary>
    public BlockHeader? Oldest => _headers.Length == 0 ? null : _headers[0];

    /// <summary>How many blocks are kept.</summary>
    public int Count => _headers.Length;

    /// <summary>The blocks, lowest first.</summary>
    public IReadOnlyList<BlockHeader> Headers => _headers;

    /// <summary>A chain of <paramref name="headers"/>, lowest first.</summary>
    /// <exception cref="ArgumentException">They do not link.</exception>
    public static HeadChain Of(IEnumerable<BlockHeader> headers)
    {
        var all = headers.ToArray();
        for (var i = 1; i < all.Length; i++)
        {
            if (!IsParent(all[i - 1], all[i]))
            {
                throw new ArgumentException($"block {all[i].Number} does not sit on the one before it", nameof(headers));
            }
        }

        return new HeadChain(all);
    }

    /// <summary>Whether <paramref name="parent"/> is the block just below <paramref name="child"/>.</summary>
    public static bool IsParent(BlockHeader parent, BlockHeader child) =>
        child.Number == parent.Number + 1 && child.ParentHash == parent.Hash;

    /// <summary>The canonical block at a height, or null when it is above the latest or below the oldest kept.</summary>
    public BlockHeader? Find(long number)
    {
        if (_headers.Length == 0 || number < _headers[0].Number || number > _headers[^1].Number)
        {
            return null;
        }

        return _headers[(int)(number - _headers[0].Number)];
    }

    /// <summary>Whether a block is one of those kept, which means that it is canonical.</summary>
    public bool Contains(Hash32 hash) => Array.Exists(_headers, header => header.Hash == hash);

    /// <summary>How deep a height lies: 1 for the latest block, 0 or less for what is not mined yet.</summary>
    public long DepthOf(long number) => _headers.Length == 0 ? 0 : _headers[^1].Number - number + 1;

    /// <summary>This chain cut down to the newest <paramref name="depthMax"/> blocks.</summary>
    internal HeadChain Trim(int depthMax) => _headers.Length <= depthMax ? this : new HeadChain(_headers[^depthMax..]);
}
