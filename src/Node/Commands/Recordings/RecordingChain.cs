using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Commands.Recordings;

/// <summary>Asks a chain for real and keeps what was said.</summary>
internal sealed class RecordingChain(IRpcTransport inner, ChainId chain, Recording recording) : IRpcTransport
{
    public async Task<IReadOnlyList<RpcResponse>> SendAsync(IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken)
    {
        var exchange = new ChainExchange { Chain = chain.Value, Calls = [.. batch] };
        var place = Begin(exchange);
        try
        {
            var answers = await inner.SendAsync(batch, cancellationToken);
            exchange = exchange with
            {
                Answers = [.. answers.Select(answer => new ChainExchange.ChainAnswer(answer.Error is null ? answer.Result.Clone() : null, answer.Error))],
            };
            End(place, exchange, cancellationToken);
            return answers;
        }
        catch (RpcException e)
        {
            exchange = exchange with { Fault = e.Kind, Message = e.Message };
            End(place, exchange, cancellationToken);
            throw;
        }
    }

    private int Begin(ChainExchange exchange)
    {
        lock (recording.Gate)
        {
            recording.Chains.Add(exchange);
            return recording.Chains.Count - 1;
        }
    }

    // What comes after the task was ended is not what the task was told.
    private void End(int place, ChainExchange exchange, CancellationToken cancellationToken)
    {
        lock (recording.Gate)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                recording.Chains[place] = exchange;
            }
        }
    }
}
