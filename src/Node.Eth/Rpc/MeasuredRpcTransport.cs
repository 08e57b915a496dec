using System.Diagnostics;
using System.Diagnostics.Metrics;
using Node.Core.Tracing;
using Node.Eth.Primitives;

namespace Node.Eth.Rpc;

/// <summary>Counts, times and traces the calls to a chain's endpoint.</summary>
internal sealed class MeasuredRpcTransport : IRpcTransport
{
    private static readonly KeyValuePair<string, object?> Ok = new("outcome", "ok");
    private static readonly KeyValuePair<string, object?> Error = new("outcome", "error");
    private static readonly KeyValuePair<string, object?> NoAnswer = new("outcome", "no_answer");

    private readonly IRpcTransport _inner;
    private readonly Traces? _traces;
    private readonly TimeProvider _time;
    private readonly KeyValuePair<string, object?> _chain;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _duration;

    public MeasuredRpcTransport(IRpcTransport inner, ChainId chain, IMeterFactory meters, Traces? traces, TimeProvider time)
    {
        (_inner, _traces, _time) = (inner, traces, time);
        _chain = new("chain", chain.ToString());
        var meter = meters.Create("Node.Eth");
        _calls = meter.CreateCounter<long>("node.rpc.calls", description: "Calls to a chain's endpoint, repeats included, by method and by what came of them.");
        _duration = meter.CreateHistogram<double>("node.rpc.duration", "s", "Time of a request to a chain's endpoint, whatever number of calls it carries.");
    }

    public async Task<IReadOnlyList<RpcResponse>> SendAsync(IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken)
    {
        using var span = _traces?.BeginChild("rpc", ActivityKind.Client);
        span?.SetTag("rpc.system", "jsonrpc").SetTag("rpc.method", batch[0].Method).SetTag("rpc.calls", batch.Count).SetTag("chain", _chain.Value);
        var started = _time.GetTimestamp();
        IReadOnlyList<RpcResponse>? answers = null;
        try
        {
            answers = await _inner.SendAsync(batch, cancellationToken);
            return answers;
        }
        finally
        {
            _duration.Record(_time.GetElapsedTime(started).TotalSeconds, _chain);
            if (answers is null)
            {
                span?.SetStatus(ActivityStatusCode.Error, "no answer");
            }

            for (var i = 0; i < batch.Count; i++)
            {
                _calls.Add(1, _chain, new("method", batch[i].Method), answers is null ? NoAnswer : answers[i].Error is null ? Ok : Error);
            }
        }
    }
}
