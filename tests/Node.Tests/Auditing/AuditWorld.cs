using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Node.Auditing;
using Node.Core.Config;
using Node.Core.Http;
using Node.Testing.Http;
using Node.Tests.Nodes;
using Node.Tests.Profiling;
using Xunit;

namespace Node.Tests.Auditing;

/// <summary>An audit log with a clock, a disk and a place to send to that do as the test says; it can be started again on the same files.</summary>
internal sealed class AuditWorld : IAsyncDisposable
{
    public const string Url = "https://audit.example/take";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public AuditWorld()
    {
        Disk = new FillingDisk { Folder = Folder };
        Http.Answer(Url, (request, token) => Answer(request, token));
    }

    public FakeTimeProvider Time { get; } = new();

    public FakeOutboundHttp Http { get; } = new();

    public FillingDisk Disk { get; }

    public RecordingLogger<AuditLog> LogWarnings { get; } = new();

    public RecordingLogger<AuditService> Warnings { get; } = new();

    /// <summary>What was taken, in order.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    /// <summary>What the place answers; the default takes everything.</summary>
    public Func<OutboundRequest, CancellationToken, Task<OutboundResponse>> Answer { get; set; } = null!;

    public AuditLoggerOptions Options { get; set; } = new() { ForwardToUrl = new Secret(Url) };

    public AuditLog Log { get; private set; } = null!;

    public AuditService Service { get; private set; } = null!;

    public string Folder => Path.Combine(_folder.Path, "audit");

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    /// <summary>Starts, as a process does.</summary>
    public async Task StartAsync()
    {
        Answer ??= Take;
        var files = new AuditFiles(Folder, Options.FileSizeMax.Bytes, Options.FilesMax, Options.ActsAtOnceMax * AuditFiles.LineBytesMax, Disk);
        Log = new AuditLog(Options, files, Time, LogWarnings);
        Service = new AuditService(Options, Log, files, new ForwardedMark(Folder, Disk), new AuditSink(Options, Http), Meters, Time, Warnings);
        await Service.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task RestartAsync()
    {
        await Service.CloseAsync();
        await StartAsync();
    }

    /// <summary>Records an act with a number as its subject.</summary>
    public bool Act(int number) => Log.Record(new AuditRecord(
        AuditActs.JobDeleted, new AuditActor("admin", "key", null, "::1"), 204, "trace", [KeyValuePair.Create("id", $"{number}")]));

    public Task<OutboundResponse> Take(OutboundRequest request, CancellationToken cancellationToken)
    {
        Taken.Enqueue(Encoding.UTF8.GetString(request.Body!.Value.Span));
        return Task.FromResult(FakeOutboundHttp.Response(""));
    }

    /// <summary>Waits until something is so, letting the clock run.</summary>
    public async Task UntilAsync(Func<bool> isSo, string what)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"{what}; taken {Taken.Count}");
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Service.CloseAsync();
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
