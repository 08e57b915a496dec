using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Telemetry;

/// <summary>A collector: takes traces by OTLP over HTTP and keeps the spans.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private Outside? _server;

    public string Endpoint => _server!.Url.ToString();

    public IReadOnlyList<OtlpSpan> Spans => [.. _spans];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        receiver._server = await Outside.StartAsync(receiver.TakeAsync);
        return receiver;
    }

    /// <summary>The spans of a trace, once they are as the test wants them.</summary>
    public async Task<IReadOnlyList<OtlpSpan>> UntilAsync(string traceId, Predicate<IReadOnlyList<OtlpSpan>> isComplete)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            List<OtlpSpan> trace = [.. _spans.Where(span => span.TraceId == traceId)];
            if (isComplete(trace))
            {
                return trace;
            }

            Assert.True(
                TimeProvider.System.GetElapsedTime(startedAt) < Patience,
                $"trace {traceId} is not complete; it has:\n{string.Join('\n', trace.Select(span => $"{span.ParentId} > {span.SpanId} {span.Name}"))}\nand there are {_spans.Count} spans in all");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        if (context.Request.Path != "/v1/traces" || context.Request.ContentType != "application/x-protobuf")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        foreach (var span in OtlpMessage.Spans(body.ToArray()))
        {
            _spans.Enqueue(span);
        }

        context.Response.ContentType = "application/x-protobuf";
    }
}
