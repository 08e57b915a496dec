using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Telemetry;

/// <summary>A collector: takes traces by OTLP over HTTP or gRPC and keeps the spans.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const string GrpcMethod = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private const int GrpcPrefixBytes = 5;

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

    /// <summary>One that speaks gRPC, without TLS.</summary>
    public static async Task<OtlpReceiver> StartGrpcAsync()
    {
        var receiver = new OtlpReceiver();
        receiver._server = await Outside.StartAsync(receiver.TakeGrpcAsync, HttpProtocols.Http2);
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

        Keep(await BodyAsync(context));
        context.Response.ContentType = "application/x-protobuf";
    }

    // A message of gRPC: a byte that says whether it is compressed, four of its length, and itself.
    private async Task TakeGrpcAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        if (context.Request.Path != GrpcMethod || context.Request.ContentType != "application/grpc" || body[0] != 0)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Assert.Equal(body.Length - GrpcPrefixBytes, BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1)));
        Keep(body.AsMemory(GrpcPrefixBytes));
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[GrpcPrefixBytes], context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private void Keep(ReadOnlyMemory<byte> request)
    {
        foreach (var span in OtlpMessage.Spans(request))
        {
            _spans.Enqueue(span);
        }
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }
}
