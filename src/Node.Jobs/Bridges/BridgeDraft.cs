using System.Numerics;

namespace Node.Jobs.Bridges;

/// <summary>What an operator says of a bridge; nothing of it is checked yet.</summary>
public sealed record BridgeDraft
{
    /// <summary>The name, as written.</summary>
    public string Name { get; init; } = "";

    /// <summary>The URL, as written.</summary>
    public string Url { get; init; } = "";

    /// <summary>Confirmations. Default: 0.</summary>
    public long Confirmations { get; init; }

    /// <summary>The least payment. Default: null, none.</summary>
    public BigInteger? MinimumContractPayment { get; init; }

    /// <summary>The time it may take. Default: null, 15 seconds.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Headers to send with every request; null leaves those of an existing bridge as they are.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Headers { get; init; }
}
