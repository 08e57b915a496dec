using Node.Eth.Rpc;

namespace Node.Eth.Tests.Transactions;

/// <summary>
/// Dies at the n-th request, before or after the endpoint has seen it; and looks at each transaction that is about to be sent.
/// </summary>
internal sealed class CrashingTransport(IRpcTransport inner) : IRpcTransport
{
    private int _left = -1;
    private bool _afterwards;

    /// <summary>Runs with the hex text of the bytes before each sending.</summary>
    public Func<string, Task> OnSend { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether it died.</summary>
    public bool HasCrashed { get; private set; }

    /// <summary>Lets <paramref name="requests"/> requests pass and dies at the next.</summary>
    public void CrashAfter(int requests, bool afterwards) => (_left, _afterwards) = (requests, afterwards);

    public async Task<IReadOnlyList<RpcResponse>> SendAsync(IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken)
    {
        var dies = _left-- == 0;
        if (dies && !_afterwards)
        {
            throw Crash();
        }

        foreach (var request in batch.Where(request => request.Method == "eth_sendRawTransaction"))
        {
            await OnSend(request.Params.Trim('[', ']', '"'));
        }

        var answers = await inner.SendAsync(batch, cancellationToken);
        return dies ? throw Crash() : answers;
    }

    private SimulatedCrashException Crash()
    {
        HasCrashed = true;
        return new SimulatedCrashException();
    }
}
