using System.Text.Json;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Commands.Recordings;

/// <summary>Answers the calls of a chain from a recording, each exchange once; asks nobody.</summary>
internal sealed class ReplayingChain(ChainId chain, List<ChainExchange> left, TimeProvider time) : IRpcTransport
{
    private static readonly JsonElement Null = JsonDocument.Parse("null").RootElement;

    public async Task<IReadOnlyList<RpcResponse>> SendAsync(IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken)
    {
        var at = left.FindIndex(exchange => exchange.Chain == chain.Value && exchange.Calls.SequenceEqual(batch));
        if (at < 0)
        {
            throw new RpcException(RpcErrorKind.Permanent, $"the recording has no such call of chain {chain}; the spec or its variables changed, so record it again");
        }

        var found = left[at];
        left.RemoveAt(at);
        if (found.Fault is { } fault)
        {
            throw new RpcException(fault, found.Message ?? "");
        }

        if (found.Answers is not { } answers)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            throw new OperationCanceledException(cancellationToken);
        }

        // A result that is null was written as no result at all.
        return [.. answers.Select(answer => answer.Error is { } error ? RpcResponse.Failed(error) : new RpcResponse(answer.Result ?? Null, null))];
    }
}
