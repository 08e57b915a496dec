using System.Globalization;

namespace Node.Eth.Primitives;

/// <summary>The id of an EVM chain (EIP-155), written in decimal.</summary>
/// <param name="Value">The number.</param>
public readonly record struct ChainId(ulong Value)
{
    /// <summary>Reads decimal digits; false for anything else or above 2⁶³−1, which is as far as the store keeps them.</summary>
    public static bool TryParse(string? text, out ChainId chainId)
    {
        var ok = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= long.MaxValue;
        chainId = new ChainId(ok ? value : 0);
        return ok;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
