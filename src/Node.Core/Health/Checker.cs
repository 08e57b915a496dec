using Microsoft.Extensions.Logging;
using Node.Core.Services;

namespace Node.Core.Health;

/// <summary>The registry of checks: asks each at the start, at every poll and when it is registered.</summary>
/// <remarks>
/// Asking happens on threads of its own, each check has a time limit, and a check that hangs is not called again until it returns. So the
/// worst check delays neither the others nor a reader: readers get the last snapshot.
/// </remarks>
public sealed class Checker : Service, IChecker
{
    private static readonly HealthFault NotAskedYet = new("has not been asked yet", "Wait for the node to start");

    private readonly CheckerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CheckThreads _threads;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Check> _checks = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, HealthFault?> _logged = new Dictionary<string, HealthFault?>();
    private TaskCompletionSource _newcomer = NewSignal();
    private HealthSnapshot? _snapshot;
    private bool _hasPolled;

    /// <summary>A checker with no checks. It asks nobody before it is started.</summary>
    /// <param name="options">Times and limits.</param>
    /// <param name="time">The clock of polls and time limits.</param>
    /// <param name="logger">Is told when a check begins to fail and when it recovers.</param>
    public Checker(CheckerOptions options, TimeProvider time, ILogger<Checker> logger)
        : base("Health.Checker", logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _logger = logger;
        _threads = new CheckThreads(options.ThreadsMax);
    }

    /// <summary>How many threads ask or hang now.</summary>
    internal int ThreadCount => _threads.Count;

    /// <inheritdoc/>
    public void Register(string name, ICheckable service)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(service);
        lock (_gate)
        {
            if (_checks.ContainsKey(name))
            {
                throw new ArgumentException(
                    $"A check named \"{name}\" is registered already. Unregister it first or choose another name.", nameof(name));
            }

            if (_checks.Count >= _options.ChecksMax)
            {
                throw new InvalidOperationException(
                    $"Check \"{name}\" is one too many: {nameof(_options.ChecksMax)} is {_options.ChecksMax}. Raise it in the configuration.");
            }

            _checks.Add(name, new Check(name, service));
            _snapshot = null;
            _newcomer.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public void Unregister(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (_gate)
        {
            _checks.Remove(name);
            _snapshot = null;
        }
    }

    /// <inheritdoc/>
    public (bool IsReady, IReadOnlyDictionary<string, HealthFault?> Checks) IsReady() => Snapshot().Ready;

    /// <inheritdoc/>
    public (bool IsHealthy, IReadOnlyDictionary<string, HealthFault?> Checks) IsHealthy() => Snapshot().Health;

    /// <inheritdoc/>
    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        var polled = _time.GetTimestamp();
        await AskAsync(_ => true, startToken);
        RunLoop("polls", stopping => PollAsync(polled, stopping));
    }

    private async Task PollAsync(long polled, CancellationToken stopping)
    {
        var asked = polled;
        while (true)
        {
            var untilPoll = _options.PollInterval - _time.GetElapsedTime(polled);
            var wait = IsFailing() ? Earlier(untilPoll, _options.FailingPollInterval - _time.GetElapsedTime(asked)) : untilPoll;
            if (wait > TimeSpan.Zero && await IsNewcomerFirstAsync(wait, stopping))
            {
                await AskAsync(check => check.Answer is null, stopping);
                continue;
            }

            asked = _time.GetTimestamp();
            if (_time.GetElapsedTime(polled) < _options.PollInterval)
            {
                // What failed is asked again soon: a probe should see it recover. And newcomers, whose signal this round takes.
                await AskAsync(check => check.Answer is null or { IsFailing: true }, stopping);
                continue;
            }

            polled = asked;
            await AskAsync(_ => true, stopping);
        }
    }

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private bool IsFailing()
    {
        lock (_gate)
        {
            return _checks.Values.Any(check => check.Answer is { IsFailing: true });
        }
    }

    private async Task<bool> IsNewcomerFirstAsync(TimeSpan wait, CancellationToken stopping)
    {
        Task newcomer;
        lock (_gate)
        {
            newcomer = _newcomer.Task;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var first = await Task.WhenAny(newcomer, Task.Delay(wait, _time, either.Token));
        await either.CancelAsync();
        stopping.ThrowIfCancellationRequested();
        return first == newcomer;
    }

    private async Task AskAsync(Func<Check, bool> isMeant, CancellationToken stopping)
    {
        Check[] asked;
        lock (_gate)
        {
            asked = [.. _checks.Values.Where(isMeant)];
            _newcomer = NewSignal();
        }

        await new CheckRound(asked, _options.CheckTimeout, _threads, _time).RunAsync(stopping);
        lock (_gate)
        {
            _hasPolled = true;
            _snapshot = null;
        }

        LogChanges(BuildSnapshot().Health.Checks);
    }

    private HealthSnapshot Snapshot()
    {
        var own = Ready();
        var snapshot = Volatile.Read(ref _snapshot) ?? BuildSnapshot();
        return own is null ? snapshot : snapshot.With(Name, own);
    }

    private HealthSnapshot BuildSnapshot()
    {
        lock (_gate)
        {
            return _snapshot ??= HealthSnapshot.Of(_checks.Values, _hasPolled ? null : NotAskedYet);
        }
    }

    private void LogChanges(IReadOnlyDictionary<string, HealthFault?> health)
    {
        foreach (var (name, fault) in health)
        {
            var wasFailing = _logged.GetValueOrDefault(name) is not null;
            if (fault is not null && !wasFailing)
            {
                HealthLog.Failing(_logger, name, fault.Reason, fault.Advice);
            }
            else if (fault is null && wasFailing)
            {
                HealthLog.Recovered(_logger, name);
            }
        }

        _logged = health;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
