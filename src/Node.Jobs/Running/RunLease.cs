using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>
/// This process's right to execute runs: registers an instance, prolongs its lease, and notices when other instances come and
/// go, or when this one was taken over from; then it registers a new one.
/// </summary>
internal sealed class RunLease(
    Database database, RunInstanceRepository instances, RunsOptions options, TimeProvider time, ILogger<RunLease> logger)
    : Service("Jobs.Lease", logger)
{
    private const int RenewalsPerLease = 4;
    private static readonly TimeSpan RenewalPauseMax = TimeSpan.FromSeconds(1);

    private volatile TaskCompletionSource _wake = NewWake();
    private ILeaseListener? _listener;
    private IReadOnlyList<long> _others = [];
    private long _id;
    private long _refused;
    private long _prolongedAt;

    /// <summary>The number of this process's instance.</summary>
    public long InstanceId => Interlocked.Read(ref _id);

    /// <summary>Whether other processes execute runs too.</summary>
    public bool HasOthers => Volatile.Read(ref _others).Count > 0;

    /// <summary>
    /// Whether the lease has run out by this process's own clock, so that another may have taken over: nothing is to be started until it
    /// is prolonged. Never on SQLite, whose file belongs to one process.
    /// </summary>
    public bool IsOut =>
        database.Dialect.Engine != EngineKind.Sqlite && time.GetElapsedTime(Interlocked.Read(ref _prolongedAt)) >= options.LeaseTime;

    /// <summary>Says who is told. To be called once, before the start.</summary>
    public void Attach(ILeaseListener listener) => _listener = listener;

    /// <summary>Somebody was told by the database that an instance of this process has lost its right.</summary>
    public void OnRefused(long instanceId)
    {
        if (instanceId == InstanceId)
        {
            Interlocked.Exchange(ref _refused, instanceId);
            _wake.TrySetResult();
        }
    }

    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        await RegisterAsync(startToken);
        RunLoop("renew", RenewAllAsync);
    }

    protected override async Task OnClosedAsync()
    {
        // Whoever comes next need not wait. If this fails, he waits for the end of the lease.
        try
        {
            await database.WriteAsync(
                session =>
                {
                    session.Mark("lease-return");
                    return instances.RemoveAsync(session, InstanceId);
                },
                CancellationToken.None).WaitAsync(options.LeaseTime, time);
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            RunningLog.LeaseNotReturned(logger, e);
        }
    }

    private async Task RenewAllAsync(CancellationToken stopping)
    {
        while (true)
        {
            await WaitAsync(stopping);
            try
            {
                await RenewAsync(stopping);
                Report(null);
            }
            catch (DbException e)
            {
                RunningLog.LeaseNotRenewed(logger, e);
                Report(new HealthFault($"cannot renew the lease on runs: {e.Message}", "Check that the database is up; runs go on when it is back."));
                await Task.Delay(StoreRetry.DelayAfter(1), time, stopping);
            }
        }
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        // A file belongs to one process: nobody else looks at the lease, and nobody else comes.
        var pause = options.LeaseTime / RenewalsPerLease;
        pause = database.Dialect.Engine == EngineKind.Sqlite ? Timeout.InfiniteTimeSpan : pause < RenewalPauseMax ? pause : RenewalPauseMax;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(_wake.Task, Task.Delay(pause, time, both.Token));
        await both.CancelAsync();
        stopping.ThrowIfCancellationRequested();
        _wake = NewWake();
    }

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        // Counted from before the question: the database cannot have prolonged it earlier than that.
        var askedAt = time.GetTimestamp();
        var id = InstanceId;
        var living = await database.WriteAsync(
            session =>
            {
                session.Mark("lease-renew");
                return instances.RenewAsync(session, id, options.LeaseTime);
            },
            cancellationToken);
        if (!living.Contains(id) || Interlocked.Exchange(ref _refused, 0) == id)
        {
            await RegisterAsync(cancellationToken);
            RunningLog.LeaseLost(logger, id, InstanceId);
            _listener?.OnLost();
            return;
        }

        Interlocked.Exchange(ref _prolongedAt, askedAt);
        var others = living.Where(other => other != id).ToList();
        var gone = _others.Except(others).Any();
        Volatile.Write(ref _others, others);
        if (gone)
        {
            _listener?.OnOthersGone();
        }
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var askedAt = time.GetTimestamp();
        var (id, living) = await database.WriteAsync(
            async session =>
            {
                session.Mark("lease");
                var registered = await instances.RegisterAsync(session, options.LeaseTime);
                return (registered, await instances.RenewAsync(session, registered, options.LeaseTime));
            },
            cancellationToken);
        Volatile.Write(ref _others, [.. living.Where(other => other != id)]);
        Interlocked.Exchange(ref _prolongedAt, askedAt);
        Interlocked.Exchange(ref _id, id);
    }
}
