using System.Numerics;

namespace Node.Jobs.Bridges;

/// <summary>A row of <c>bridges</c>.</summary>
internal sealed class BridgeRow
{
    private const int PaymentBytes = 32;

    public string Name { get; init; } = "";

    public string Url { get; init; } = "";

    public long Confirmations { get; init; }

    /// <summary>32 big-endian bytes; null for none.</summary>
    public byte[]? MinimumContractPayment { get; init; }

    public long? TimeoutMicros { get; init; }

    public byte[] IncomingSalt { get; init; } = [];

    public byte[] IncomingHash { get; init; } = [];

    /// <summary>Token and headers that are sent, encrypted.</summary>
    public string Secrets { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A payment as it is stored.</summary>
    public static byte[]? BytesOf(BigInteger? payment)
    {
        if (payment is not { } juels)
        {
            return null;
        }

        var bytes = new byte[PaymentBytes];
        juels.TryWriteBytes(bytes.AsSpan(PaymentBytes - juels.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }

    /// <summary>Without what is secret.</summary>
    public Bridge ToBridge() => new()
    {
        Name = Name,
        Url = new Uri(Url),
        Confirmations = Confirmations,
        MinimumContractPayment = MinimumContractPayment is { } bytes ? new BigInteger(bytes, isUnsigned: true, isBigEndian: true) : null,
        Timeout = TimeoutMicros is { } micros ? TimeSpan.FromMicroseconds(micros) : null,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };
}
