using System.Diagnostics.Metrics;
using Node.Core.Services;
using Node.Core.Text;

namespace Node.Auditing;

/// <summary>Records when the node starts and stops, and sends every record to the place that the operator named: in order, at least once, for as long as it takes.</summary>
/// <remarks>What is away is a fault of its health and not of its readiness: the node does its work without it.</remarks>
internal sealed class AuditService : Service
{
    private const int BatchMax = 100;
    private static readonly TimeSpan HealInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    private readonly AuditLoggerOptions _options;
    private readonly AuditLog _log;
    private readonly AuditFiles _files;
    private readonly ForwardedMark _mark;
    private readonly AuditSink _sink;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditService> _logger;
    private readonly SemaphoreSlim _wake = new(1);
    private volatile HealthFault? _away;
    private long _backlog;

    public AuditService(
        AuditLoggerOptions options, AuditLog log, AuditFiles files, ForwardedMark mark, AuditSink sink, IMeterFactory meters, TimeProvider time, ILogger<AuditService> logger)
        : base("Audit", logger)
    {
        (_options, _log, _files, _mark, _sink, _time, _logger) = (options, log, files, mark, sink, time, logger);
        meters.Create("Node").CreateObservableGauge(
            "node.audit.backlog", () => Interlocked.Read(ref _backlog), description: "Audit records that wait to be sent; 0 when they are sent nowhere.");
    }

    private bool IsForwarding => _options is { Enabled: true, Url: not null };

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, HealthFault?> HealthReport() =>
        new Dictionary<string, HealthFault?>(base.HealthReport().Select(pair => KeyValuePair.Create(pair.Key, pair.Value ?? _log.Fault ?? _away)));

    /// <summary>How long to wait after a number of failed attempts in a row.</summary>
    internal static TimeSpan DelayAfter(int failures, TimeSpan most)
    {
        var delay = FirstDelay * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return delay < most ? delay : most;
    }

    /// <inheritdoc/>
    protected override Task OnStartAsync(CancellationToken startToken)
    {
        _log.Record(new AuditRecord(AuditActs.NodeStarted, AuditActor.Node, 0, null, []));
        RunLoop("heal", HealAsync);
        if (IsForwarding)
        {
            _log.OnRecorded = Wake;
            RunLoop("forward", ForwardAsync);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task OnClosedAsync()
    {
        // Sent at the next start.
        _log.OnRecorded = null;
        _log.Record(new AuditRecord(AuditActs.NodeStopped, AuditActor.Node, 0, null, []));
        return Task.CompletedTask;
    }

    private async Task HealAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(HealInterval, _time, stopping);
            _log.TryHeal();
        }
    }

    private async Task ForwardAsync(CancellationToken stopping)
    {
        var failures = 0;
        while (true)
        {
            if (failures == 0)
            {
                await _wake.WaitAsync(stopping);
            }
            else
            {
                await Task.Delay(DelayAfter(failures, _options.ForwardDelayMax), _time, stopping);
            }

            var problem = await SendAllAsync(stopping);
            failures = problem is null ? 0 : failures + 1;
            Note(problem);
        }
    }

    /// <summary>Sends until nothing is left.</summary>
    /// <returns>Why it could not; null when nothing is left.</returns>
    private async Task<string?> SendAllAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                SkipDropped();
                var sent = _mark.Value;
                var lines = _files.Read(sent + 1, BatchMax);
                Interlocked.Exchange(ref _backlog, _files.Last - sent);
                if (lines.Count == 0)
                {
                    return null;
                }

                foreach (var line in lines)
                {
                    if (await _sink.SendAsync(line, stopping) is { } problem)
                    {
                        return problem;
                    }

                    Taken(++sent);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private void Taken(long sequence)
    {
        try
        {
            _mark.Set(sequence);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            AuditingLog.MarkNotStored(_logger, e.Message, _files.Folder);
        }

        Interlocked.Exchange(ref _backlog, _files.Last - sequence);
        if (_away is not null)
        {
            Note(null);
        }
    }

    // The files are bounded, and so is what waits in them.
    private void SkipDropped()
    {
        var (sent, oldest) = (_mark.Value, _files.Oldest);
        if (sent < oldest - 1)
        {
            AuditingLog.Dropped(_logger, oldest - 1 - sent, oldest - 1);
            _mark.Set(oldest - 1);
        }
        else if (sent > _files.Last)
        {
            // The folder was emptied: what is numbered anew is sent from its beginning.
            _mark.Set(oldest - 1);
        }
    }

    private void Note(string? problem)
    {
        if (problem is null)
        {
            if (_away is not null)
            {
                AuditingLog.ForwardedAgain(_logger, Interlocked.Read(ref _backlog));
            }

            _away = null;
            return;
        }

        if (_away is null)
        {
            AuditingLog.NotForwarded(_logger, problem);
        }

        _away = new HealthFault(
            $"audit records are not taken, {Interlocked.Read(ref _backlog)} wait: {Untrusted.Show(problem)}",
            "Look at what AuditLogger:ForwardToUrl names; records stay in their files and are sent when it is back.");
    }

    private void Wake()
    {
        Interlocked.Increment(ref _backlog);
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }
}
