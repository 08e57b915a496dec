using Node.Eth.Primitives;

namespace Node.Eth.Keys;

/// <summary>A row of <c>eth_keys</c>.</summary>
internal sealed class KeyRow
{
    public Address Address { get; init; }

    public string KeyJson { get; init; } = string.Empty;

    public DateTimeOffset CreatedAt { get; init; }
}
