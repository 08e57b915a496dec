namespace Node.Eth.Rpc;

/// <summary>How reads are repeated when an endpoint fails for a moment.</summary>
public sealed record RpcRetryOptions
{
    /// <summary>Repeats after the first try. Default 2.</summary>
    public int RetriesMax { get; init; } = 2;

    /// <summary>Wait before the first repeat; it doubles with each, and is varied at random. Default 100 ms.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait, whatever the endpoint asks for. Default 2 s.</summary>
    public TimeSpan DelayMax { get; init; } = TimeSpan.FromSeconds(2);
}
