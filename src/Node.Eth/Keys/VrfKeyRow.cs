namespace Node.Eth.Keys;

/// <summary>A row of <c>vrf_keys</c>.</summary>
internal sealed class VrfKeyRow
{
    public byte[] PublicKey { get; init; } = [];

    public string KeyJson { get; init; } = string.Empty;

    public DateTimeOffset CreatedAt { get; init; }
}
