namespace Node.Eth.Rpc;

/// <summary>Limits of the calls to one endpoint.</summary>
public sealed record HttpRpcOptions
{
    /// <summary>Calls sent in one request; larger batches are cut. Default 100.</summary>
    public int BatchItemsMax { get; init; } = 100;

    /// <summary>Bytes of one answer, after decompression. Default 16 MiB.</summary>
    public int AnswerBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>Time one request may take, connecting included. Default 10 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
