using Node.Core.Services;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>What the sender remembers of a key between two rounds. Nothing here needs to survive a restart.</summary>
internal sealed class KeyLane(Address address)
{
    public Address Address { get; } = address;

    /// <summary>When its nonces were last compared with the chain; null: never, or a doubt came up.</summary>
    public DateTimeOffset? NoncesCheckedAt { get; set; }

    /// <summary>Since when a gap in its nonces is seen.</summary>
    public DateTimeOffset? GapSince { get; set; }

    /// <summary>What is wrong with its nonces.</summary>
    public HealthFault? NonceFault { get; set; }

    /// <summary>Why its next transaction does not go out.</summary>
    public HealthFault? SendFault { get; set; }

    /// <summary>Not to be tried before this, unless a new head arrives.</summary>
    public DateTimeOffset RestUntil { get; set; }
}
