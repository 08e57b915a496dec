using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Node.Tests.Nodes;

namespace Node.Tests.NothingLost;

/// <summary>
/// The world around a node that is killed: sources that give another answer each time they are asked, so that two executions show;
/// an adapter that answers later, or at once, or never; and an initiator that hears of jobs.
/// </summary>
internal sealed partial class CrashOutside : IAsyncDisposable
{
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(30);

    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentQueue<Uri> _later = new();
    private readonly ConcurrentDictionary<string, byte> _told = new();
    private Outside? _outside;
    private int _answers;

    private CrashOutside()
    {
    }

    public Uri Url => _outside!.Url;

    public string Host => _outside!.Host;

    public static async Task<CrashOutside> StartAsync()
    {
        var outside = new CrashOutside();
        outside._outside = await Outside.StartAsync(outside.AnswerAsync);
        return outside;
    }

    /// <summary>The keys of the runs that asked, in the order in which each asked first.</summary>
    public IReadOnlyList<string> FirstAsked() => [.. _asked.Distinct()];

    /// <summary>Whether the initiator was told of a job.</summary>
    public bool WasToldOf(Guid externalJobId) => _told.ContainsKey(externalJobId.ToString("D"));

    /// <summary>Where answers are waited for, each given once.</summary>
    public IReadOnlyList<Uri> TakeLater()
    {
        List<Uri> taken = [];
        while (_later.TryDequeue(out var address))
        {
            taken.Add(address);
        }

        return taken;
    }

    public ValueTask DisposeAsync() => _outside!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        switch (context.Request.Path.Value)
        {
            case "/later":
                using (var body = JsonDocument.Parse(text))
                {
                    _later.Enqueue(new Uri(body.RootElement.GetProperty("responseURL").GetString()!));
                }

                goto case "/never";
            case "/never":
                context.Response.Headers["X-Chainlink-Pending"] = "true";
                return;
            case "/told":
                using (var body = JsonDocument.Parse(text))
                {
                    _told[body.RootElement.GetProperty("jobId").GetString()!] = 0;
                }

                return;
            case "/slow":
                _asked.Enqueue(Key().Match(text).Value);
                await Task.Delay(Slowness, context.RequestAborted);
                break;
            case "/price":
                _asked.Enqueue(Key().Match(text).Value);
                break;
        }

        var answer = Interlocked.Increment(ref _answers).ToString(CultureInfo.InvariantCulture);
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer), context.RequestAborted);
    }

    [GeneratedRegex("[a-z]-[0-9]+")]
    private static partial Regex Key();
}
