using System.Text.Json;
using Node.Eth.Rpc;

namespace Node.Commands.Recordings;

/// <summary>Calls that were sent to a chain together, and what came of them.</summary>
internal sealed record ChainExchange
{
    /// <summary>The chain's id.</summary>
    public required ulong Chain { get; init; }

    /// <summary>The calls.</summary>
    public required IReadOnlyList<RpcRequest> Calls { get; init; }

    /// <summary>The answers, one for each call; null when there were none.</summary>
    public IReadOnlyList<ChainAnswer>? Answers { get; init; }

    /// <summary>Why there were no answers; null when there were, or when the task was ended first.</summary>
    public RpcErrorKind? Fault { get; init; }

    /// <summary>What was said of the fault.</summary>
    public string? Message { get; init; }

    /// <summary>One answer: a result or an error.</summary>
    /// <param name="Result">The result; null for an error.</param>
    /// <param name="Error">The error object, or null.</param>
    internal sealed record ChainAnswer(JsonElement? Result, RpcError? Error);
}
