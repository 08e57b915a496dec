using Node.Eth.Primitives;

namespace Node.Jobs.Specs;

/// <summary>The chains that specs may name.</summary>
/// <param name="Ids">The configured chains; null when any may be named, as when a file is checked away from its node.</param>
public sealed record KnownChains(IReadOnlyList<ChainId>? Ids)
{
    /// <summary>Any chain may be named.</summary>
    public static KnownChains Any { get; } = new((IReadOnlyList<ChainId>?)null);

    /// <summary>The chain of a spec that names none: the only one there is, or none.</summary>
    public ChainId? Default => Ids is [var only] ? only : null;

    /// <summary>Whether the chain may be named.</summary>
    public bool Contains(ChainId id) => Ids is null || Ids.Contains(id);
}
