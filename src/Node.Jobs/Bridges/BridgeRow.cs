using System.Numerics;

namespace Node.Jobs.Bridges;

/// <summary>A row of <c>bridges</c>.</summary>
internal sealed class BridgeRow
{
    public string Name { get; init; } = "";

    public string Url { get; init; } = "";

    public long Confirmations { get; init; }

    public BigInteger? MinimumContractPayment { get; init; }

    public long? TimeoutMicros { get; init; }

    public byte[] IncomingSalt { get; init; } = [];

    public byte[] IncomingHash { get; init; } = [];

    /// <summary>Token and headers that are sent, encrypted.</summary>
    public string Secrets { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Without what is secret.</summary>
    public Bridge ToBridge() => new()
    {
        Name = Name,
        Url = new Uri(Url),
        Confirmations = Confirmations,
        MinimumContractPayment = MinimumContractPayment,
        Timeout = TimeoutMicros is { } micros ? TimeSpan.FromMicroseconds(micros) : null,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };
}
