namespace Node.Eth.Fees;

/// <summary>Which kind of transaction is paid for.</summary>
public enum FeeMode
{
    /// <summary>EIP-1559 where blocks carry a base fee, legacy elsewhere.</summary>
    Auto,

    /// <summary>Always legacy, with one gas price.</summary>
    Legacy,
}
