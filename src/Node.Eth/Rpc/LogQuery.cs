using Node.Eth.Primitives;

namespace Node.Eth.Rpc;

/// <summary>Which logs to ask for: in one block by its hash, or in a range of heights, both ends included.</summary>
public sealed record LogQuery
{
    /// <summary>The block; when set, the range is not looked at.</summary>
    public Hash32? BlockHash { get; init; }

    /// <summary>First height of the range.</summary>
    public long FromBlock { get; init; }

    /// <summary>Last height of the range.</summary>
    public long ToBlock { get; init; }

    /// <summary>Contracts; empty means any.</summary>
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>
    /// Per topic position the values accepted; a null or empty position, and positions beyond the list, accept any.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Hash32>?> Topics { get; init; } = [];
}
