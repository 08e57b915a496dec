using System.Numerics;

namespace Node.Jobs.Bridges;

/// <summary>An adapter that jobs ask by name.</summary>
public sealed record Bridge
{
    /// <summary>Its name, lower case.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is asked.</summary>
    public required Uri Url { get; init; }

    /// <summary>Confirmations that specs of the older generation wait for before they ask it. Default: 0.</summary>
    public long Confirmations { get; init; }

    /// <summary>What a request of the older generation must pay for it, in 10⁻¹⁸ LINK. Default: null, nothing.</summary>
    public BigInteger? MinimumContractPayment { get; init; }

    /// <summary>How long it may take for tasks that say nothing. Default: null, 15 seconds.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
