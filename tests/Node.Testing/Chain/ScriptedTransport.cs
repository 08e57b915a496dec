using System.Collections.Concurrent;
using System.Text.Json;
using Node.Eth.Rpc;

namespace Node.Testing.Chain;

/// <summary>A transport straight into a scripted chain: no sockets, no waiting, and a count of what was asked.</summary>
public sealed class ScriptedTransport(ScriptedRpc rpc) : IRpcTransport
{
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private int _requests;

    /// <summary>A transport to an honest, up-to-date endpoint of <paramref name="chain"/>.</summary>
    public ScriptedTransport(ScriptedChain chain)
        : this(new ScriptedRpc(chain))
    {
    }

    /// <summary>The endpoint behind it.</summary>
    public ScriptedRpc Rpc { get; } = rpc;

    /// <summary>The faults still to come.</summary>
    public ScriptedFaults Faults { get; } = new();

    /// <summary>While true, every request fails as if the endpoint were away.</summary>
    public bool IsDown { get; set; }

    /// <summary>How many requests (batches) were made.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>How many calls of a method were made.</summary>
    public int CallsOf(string method) => _calls.GetValueOrDefault(method);

    /// <summary>Forgets the counts.</summary>
    public void ResetCounts()
    {
        _calls.Clear();
        Volatile.Write(ref _requests, 0);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RpcResponse>> SendAsync(IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _requests);
        foreach (var request in batch)
        {
            _calls.AddOrUpdate(request.Method, 1, static (_, count) => count + 1);
        }

        if (IsDown)
        {
            throw new RpcException(RpcErrorKind.Transient, "http://scripted:0 cannot be reached (ConnectionError)");
        }

        var fault = Faults.Take([.. batch.Select(request => request.Method)]);
        switch (fault?.Kind)
        {
            case null:
                return [.. batch.Select(Answer)];
            case ScriptedFaultKind.Error:
                return [.. batch.Select(request => Hit(fault, request)
                    ? RpcResponse.Failed(new RpcError(fault.Code, fault.Text, []))
                    : Answer(request))];
            case ScriptedFaultKind.Null:
                return [.. batch.Select(request => Hit(fault, request)
                    ? new RpcResponse(JsonSerializer.SerializeToElement<object?>(null), null) : Answer(request))];
            case ScriptedFaultKind.Hang:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return [];
            case ScriptedFaultKind.LostAnswer:
                _ = batch.Select(Answer).ToList();
                throw new RpcException(RpcErrorKind.Transient, "http://scripted:0 broke off its answer");
            case ScriptedFaultKind.Status when fault.Status == 429:
                throw new RpcException(RpcErrorKind.RateLimited, "http://scripted:0 asks for fewer calls (HTTP status 429)");
            default:
                throw new RpcException(RpcErrorKind.Transient, $"http://scripted:0 answers badly ({fault.Kind})");
        }
    }

    private static bool Hit(ScriptedFault fault, RpcRequest request) => fault.Method is null || fault.Method == request.Method;

    private RpcResponse Answer(RpcRequest request)
    {
        using var args = JsonDocument.Parse(request.Params);
        try
        {
            return new RpcResponse(JsonSerializer.SerializeToElement(Rpc.Answer(request.Method, args.RootElement)), null);
        }
        catch (ScriptedRejectionException e)
        {
            return RpcResponse.Failed(new RpcError(e.Code, e.Message, e.RevertData ?? []));
        }
    }
}
