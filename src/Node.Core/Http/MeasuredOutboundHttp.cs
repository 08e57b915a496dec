using System.Diagnostics;
using System.Diagnostics.Metrics;
using Node.Core.Tracing;

namespace Node.Core.Http;

/// <summary>Counts, times and traces requests to the outside.</summary>
internal sealed class MeasuredOutboundHttp : IOutboundHttp, IDisposable
{
    private const int StatusClasses = 6;
    private static readonly KeyValuePair<string, object?>[] Answered =
        [.. Enumerable.Range(0, StatusClasses).Select(hundreds => new KeyValuePair<string, object?>("outcome", $"{hundreds}xx"))];

    private static readonly KeyValuePair<string, object?>[] Faults =
        [.. Enum.GetNames<OutboundFault>().Select(name => new KeyValuePair<string, object?>("outcome", name.ToLowerInvariant()))];

    private static readonly KeyValuePair<string, object?> Cancelled = new("outcome", "cancelled");

    private readonly OutboundHttpClient _inner;
    private readonly Traces _traces;
    private readonly TimeProvider _time;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _underWay;

    public MeasuredOutboundHttp(OutboundHttpClient inner, IMeterFactory meters, Traces traces, TimeProvider time)
    {
        (_inner, _traces, _time) = (inner, traces, time);
        var meter = meters.Create("Node.Core");
        _requests = meter.CreateCounter<long>("node.http.out.requests", description: "Requests of jobs, bridges and notices to the outside, by what came of them.");
        _duration = meter.CreateHistogram<double>("node.http.out.duration", "s", "Time from a request to the last byte of its answer, redirects included.");
        _underWay = meter.CreateUpDownCounter<long>("node.http.out.active", description: "Requests to the outside that have no answer yet.");
    }

    public async Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        using var span = _traces.BeginChild("http request", ActivityKind.Client);
        span?.SetTag("http.request.method", request.Method.Method).SetTag("server.address", request.Url.IsAbsoluteUri ? request.Url.Host : "");
        var started = _time.GetTimestamp();
        var outcome = Cancelled;
        _underWay.Add(1);
        try
        {
            var response = await _inner.SendAsync(request, cancellationToken);
            outcome = Answered[Math.Clamp(response.Status / 100, 0, StatusClasses - 1)];
            span?.SetTag("http.response.status_code", response.Status);
            return response;
        }
        catch (OutboundHttpException e)
        {
            outcome = Faults[(int)e.Fault];
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
        finally
        {
            _underWay.Add(-1);
            _requests.Add(1, outcome);
            _duration.Record(_time.GetElapsedTime(started).TotalSeconds);
        }
    }

    public void Dispose() => _inner.Dispose();
}
