using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Node.Tests.Nodes;

namespace Node.Tests.NothingLost;

/// <summary>A source that gives another answer each time it is asked, so that two executions show; and an adapter that answers later.</summary>
internal sealed partial class CrashOutside : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentQueue<Uri> _later = new();
    private Outside? _outside;
    private int _answers;

    private CrashOutside()
    {
    }

    public Uri Url => _outside!.Url;

    public string Host => _outside!.Host;

    /// <summary>The keys of the runs that asked, in order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    public static async Task<CrashOutside> StartAsync()
    {
        var outside = new CrashOutside();
        outside._outside = await Outside.StartAsync(outside.AnswerAsync);
        return outside;
    }

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

    private async Task AnswerAsync(Microsoft.AspNetCore.Http.HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        if (context.Request.Path == "/later")
        {
            using var body = JsonDocument.Parse(text);
            _later.Enqueue(new Uri(body.RootElement.GetProperty("responseURL").GetString()!));
            context.Response.Headers["X-Chainlink-Pending"] = "true";
            return;
        }

        _asked.Enqueue(Key().Match(text).Value);
        var answer = Interlocked.Increment(ref _answers).ToString(CultureInfo.InvariantCulture);
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer), context.RequestAborted);
    }

    [GeneratedRegex("k[0-9]+")]
    private static partial Regex Key();
}
