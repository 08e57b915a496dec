using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Node.Eth.Encoding;

namespace Node.Testing.Chain;

/// <summary>A scripted chain behind real HTTP JSON-RPC on a free loopback port, with faults on demand.</summary>
public sealed class ScriptedEthServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private ScriptedEthServer(WebApplication app, ScriptedRpc rpc) => (_app, Rpc) = (app, rpc);

    /// <summary>What answers.</summary>
    public ScriptedRpc Rpc { get; }

    /// <summary>The chain behind it.</summary>
    public ScriptedChain Chain => Rpc.Chain;

    /// <summary>The faults still to come.</summary>
    public ScriptedFaults Faults { get; } = new();

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>How many HTTP requests came.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Starts a server for <paramref name="chain"/>, or for a fresh one.</summary>
    public static async Task<ScriptedEthServer> StartAsync(ScriptedChain? chain = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        var server = new ScriptedEthServer(app, new ScriptedRpc(chain ?? new ScriptedChain()));
        app.Run(server.HandleAsync);
        await app.StartAsync();
        server.Url = new Uri(app.Urls.Single());
        return server;
    }

    /// <summary>Stops it; open requests are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        try
        {
            await _app.StopAsync(now.Token);
        }
        catch (OperationCanceledException)
        {
            // Cut, as asked.
        }

        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var root = body.RootElement;
        var batched = root.ValueKind == JsonValueKind.Array;
        JsonElement[] calls = batched ? [.. root.EnumerateArray()] : [root];
        var fault = Faults.Take([.. calls.Select(call => call.GetProperty("method").GetString()!)]);
        switch (fault?.Kind)
        {
            case ScriptedFaultKind.Hang:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
                return;
            case ScriptedFaultKind.Reset:
                context.Abort();
                return;
            case ScriptedFaultKind.Status:
                context.Response.StatusCode = fault.Status;
                if (fault.RetryAfterSeconds is { } seconds)
                {
                    context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
                }

                await context.Response.WriteAsync(fault.Text);
                return;
            case ScriptedFaultKind.Body:
                await context.Response.WriteAsync(fault.Text);
                return;
            default:
                break;
        }

        var answers = calls.Select(call => Answer(call, fault)).ToArray();
        if (fault?.Kind == ScriptedFaultKind.LostAnswer)
        {
            context.Abort();
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(batched ? new JsonArray(answers).ToJsonString() : answers[0].ToJsonString());
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        if (fault?.Kind == ScriptedFaultKind.Truncated)
        {
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(bytes);
    }

    private JsonObject Answer(JsonElement call, ScriptedFault? fault)
    {
        var id = call.GetProperty("id").GetInt64();
        var method = call.GetProperty("method").GetString()!;
        var hit = fault is not null && (fault.Method is null || fault.Method == method);
        var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = hit
            && fault!.Kind == ScriptedFaultKind.WrongId ? id + 1_000_000 : id };
        try
        {
            answer["result"] = fault?.Kind switch
            {
                ScriptedFaultKind.Error when hit => throw new ScriptedRejectionException(fault.Code, fault.Text),
                ScriptedFaultKind.Null when hit => null,
                _ => Rpc.Answer(method, call.GetProperty("params")),
            };
        }
        catch (ScriptedRejectionException e)
        {
            answer["error"] = new JsonObject
            {
                ["code"] = e.Code,
                ["message"] = e.Message,
                ["data"] = e.RevertData is { } data ? HexData.Format(data) : null,
            };
        }

        return answer;
    }
}
