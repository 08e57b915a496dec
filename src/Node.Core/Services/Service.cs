using Microsoft.Extensions.Logging;
using Node.Core.Text;

namespace Node.Core.Services;

/// <summary>Start once, close once and loops that are waited for, so that a service holds only its own logic.</summary>
/// <param name="name">Unique dotted path, e.g. <c>Eth.1.Heads</c>.</param>
/// <param name="logger">Takes the events of its life.</param>
public abstract class Service(string name, ILogger logger) : IService
{
    /// <summary>What an operator is told when a loop died.</summary>
    public const string LoopDiedAdvice = "Restart the node. If it happens again, report the error logged with event 1003";

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _startEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _loopsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServiceState _state = ServiceState.Created;
    private HealthFault? _reported;
    private HealthFault? _loopDied;
    private int _loopCount;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <summary>Fires when the service begins to close. Stays readable afterwards.</summary>
    protected CancellationToken Stopping => _stopping.Token;

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The start was cancelled, or the service was closed while it started.</exception>
    /// <exception cref="ServiceException">The start failed, and so did the closing that followed.</exception>
    /// <remarks>When the start fails, the service is closed before the failure is reported: its loops have ended.</remarks>
    public async Task StartAsync(CancellationToken startToken)
    {
        lock (_gate)
        {
            if (_state != ServiceState.Created)
            {
                throw new InvalidOperationException(
                    $"{Name} cannot start: it is {Show(_state)}. A service starts once; build a new one to run again.");
            }

            _state = ServiceState.Starting;
        }

        try
        {
            await StartOnceAsync(startToken);
        }
        catch (Exception reason)
        {
            _startEnded.SetResult();
            var closeFailure = await CloseFailureAsync();
            if (closeFailure is null)
            {
                throw;
            }

            throw new ServiceException([reason, closeFailure]);
        }

        _startEnded.SetResult();
        ServicesLog.Started(logger, Name);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// All callers, also the later ones, wait for the same closing and see its outcome. A start that is under way is cancelled.
    /// A loop of this service, or its start, must not wait for this call: it waits for them.
    /// </remarks>
    public Task CloseAsync()
    {
        ServiceState before;
        lock (_gate)
        {
            before = _state;
            if (before < ServiceState.Closing)
            {
                _state = ServiceState.Closing;
                if (_loopCount == 0)
                {
                    _loopsEnded.SetResult();
                }
            }
        }

        if (before < ServiceState.Closing)
        {
            _ = CloseOnceAsync(before);
        }

        return _closed.Task;
    }

    /// <inheritdoc/>
    /// <remarks>Unless overridden, a service is ready when it runs and nothing is reported against it.</remarks>
    public virtual HealthFault? Ready() => CurrentFault();

    /// <inheritdoc/>
    /// <remarks>Override to add what this service owns, with <see cref="ReportWith"/>.</remarks>
    public virtual IReadOnlyDictionary<string, HealthFault?> HealthReport() => new OneCheck(Name, CurrentFault());

    /// <summary>Starts the loops of this service and what it owns. Must not wait for anything outside the process.</summary>
    /// <param name="startToken">Bounds the start only; it also fires when the service is closed meanwhile.</param>
    protected abstract Task OnStartAsync(CancellationToken startToken);

    /// <summary>Lets go of what keeps the loops busy (queues, subscriptions). Called once, when <see cref="Stopping"/> has fired
    /// and before the loops are waited for; not called when the service never started.</summary>
    /// <remarks>Also called after a start that failed part way, so it must cope with what was not made.</remarks>
    protected virtual Task OnCloseAsync() => Task.CompletedTask;

    /// <summary>Releases what the loops use. Called once, after they have ended, under the same rules as <see cref="OnCloseAsync"/>
    /// and also when that one failed.</summary>
    protected virtual Task OnClosedAsync() => Task.CompletedTask;

    /// <summary>Says how the service is from now on; null means healthy. A loop that died is not forgotten by this.</summary>
    protected void Report(HealthFault? fault)
    {
        lock (_gate)
        {
            _reported = fault;
        }
    }

    /// <summary>Runs <paramref name="body"/> until it returns or the service closes; closing waits for it.</summary>
    /// <remarks>
    /// An exception that escapes ends the loop and makes the service unhealthy for good: only the loop itself knows what is safe
    /// to repeat. A loop asked for when the service is closing is not begun.
    /// </remarks>
    /// <param name="loopName">Names the loop in logs and faults.</param>
    /// <param name="body">The work; its token fires when the service closes.</param>
    /// <exception cref="InvalidOperationException">The service was not started.</exception>
    protected void RunLoop(string loopName, Func<CancellationToken, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        lock (_gate)
        {
            if (_state == ServiceState.Created)
            {
                throw new InvalidOperationException($"{Name} cannot run its loop {loopName}: it was not started.");
            }

            if (_state >= ServiceState.Closing)
            {
                return;
            }

            _loopCount++;
        }

        _ = GuardAsync(loopName, body);
    }

    /// <summary>The health of this service and of all that <paramref name="children"/> report.</summary>
    protected IReadOnlyDictionary<string, HealthFault?> ReportWith(IEnumerable<ICheckable> children)
    {
        ArgumentNullException.ThrowIfNull(children);
        var report = new Dictionary<string, HealthFault?> { [Name] = CurrentFault() };
        foreach (var (key, fault) in children.SelectMany(child => child.HealthReport()))
        {
            report[key] = report.GetValueOrDefault(key) ?? fault;
        }

        return report;
    }

    private async Task StartOnceAsync(CancellationToken startToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(startToken, _stopping.Token);
        either.Token.ThrowIfCancellationRequested();
        await OnStartAsync(either.Token);
        lock (_gate)
        {
            if (_state != ServiceState.Starting)
            {
                throw new OperationCanceledException($"{Name} was closed while it started.");
            }

            _state = ServiceState.Running;
        }
    }

    private async Task<Exception?> CloseFailureAsync()
    {
        try
        {
            await CloseAsync();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private async Task CloseOnceAsync(ServiceState before)
    {
        var errors = new List<Exception>();
        await AttemptAsync(_stopping.CancelAsync, errors);
        if (before != ServiceState.Created)
        {
            await _startEnded.Task;
            await AttemptAsync(OnCloseAsync, errors);
            await _loopsEnded.Task;
            await AttemptAsync(OnClosedAsync, errors);
        }

        lock (_gate)
        {
            _state = ServiceState.Closed;
        }

        ServicesLog.Closed(logger, Name);
        if (errors.Count == 0)
        {
            _closed.SetResult();
        }
        else
        {
            _closed.SetException(ServiceException.Of(errors));
        }
    }

    private static async Task AttemptAsync(Func<Task> step, List<Exception> errors)
    {
        try
        {
            await step();
        }
        catch (Exception error)
        {
            errors.Add(error);
        }
    }

    private async Task GuardAsync(string loopName, Func<CancellationToken, Task> body)
    {
        await Task.Yield(); // The caller goes on before the first line of the loop runs.
        try
        {
            await body(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The ordinary way out.
        }
        catch (Exception error)
        {
            OnLoopFailed(loopName, error);
        }

        lock (_gate)
        {
            _loopCount--;
            if (_loopCount == 0 && _state >= ServiceState.Closing)
            {
                _loopsEnded.SetResult();
            }
        }
    }

    private void OnLoopFailed(string loopName, Exception error)
    {
        if (_stopping.IsCancellationRequested)
        {
            ServicesLog.LoopFailedWhileClosing(logger, error, Name, loopName);
            return;
        }

        lock (_gate)
        {
            _loopDied ??= new HealthFault($"loop {loopName} died: {Untrusted.Show(error.Message)}", LoopDiedAdvice);
        }

        ServicesLog.LoopDied(logger, error, Name, loopName, LoopDiedAdvice);
    }

    private HealthFault? CurrentFault()
    {
        lock (_gate)
        {
            return _state == ServiceState.Running
                ? _loopDied ?? _reported
                : new HealthFault($"is {Show(_state)}", "Wait for the node to start; if it does not, the log says why");
        }
    }

    private static string Show(ServiceState state) => state switch
    {
        ServiceState.Created => "not started",
        ServiceState.Starting => "starting",
        ServiceState.Running => "running",
        ServiceState.Closing => "closing",
        _ => "closed",
    };
}
