using Node.Core.Config;

namespace Node.Eth.Fees;

/// <summary>What a transaction may cost per unit of gas.</summary>
public sealed record FeeOptions : IConfigSection
{
    /// <summary>Which kind of transaction is sent. Default: <see cref="FeeMode.Auto"/>.</summary>
    public FeeMode Mode { get; init; } = FeeMode.Auto;

    /// <summary>The least tip, in wei per gas; also the least gas price of a legacy transaction. Default: 1 wei.</summary>
    public long TipMinWei { get; init; } = 1;

    /// <summary>
    /// The most that a unit of gas may cost, in wei. While the chain asks for more nothing is signed, and the node says so; the
    /// fee is
    /// never quietly cut to this. Default: 500 gwei.
    /// </summary>
    public long FeeCapMaxWei { get; init; } = 500_000_000_000;

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        if (!Enum.IsDefined(Mode))
        {
            faults.Add(nameof(Mode), $"is {Mode}; must be {FeeMode.Auto} or {FeeMode.Legacy}");
        }

        if (TipMinWei < 0)
        {
            faults.Add(nameof(TipMinWei), $"is {TipMinWei}; must be 0 wei or more");
        }

        if (FeeCapMaxWei < Math.Max(1, TipMinWei))
        {
            faults.Add(nameof(FeeCapMaxWei), $"is {FeeCapMaxWei}; must be at least 1 wei and not below {nameof(TipMinWei)}");
        }
    }
}
