using Microsoft.Extensions.Logging;

namespace Node.Core.Services;

/// <summary>Start-once, close-once and owned background loops, so that a service holds only its own logic.</summary>
/// <remarks>Every member may be called from any thread. The order of a close: <see cref="Stopping"/> is cancelled, <see cref="OnCloseAsync"/> runs, the loops end.</remarks>
public abstract class Service : IService
{
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];
    private readonly Lock _gate = new();
    private ServiceState _state = ServiceState.Created;
    private HealthFault? _fault;
    private bool _loopDied;
    private Task? _closing;

    /// <summary>Names the service.</summary>
    /// <param name="name">Unique dotted path.</param>
    /// <param name="logger">Where starts, closes and lost loops are logged.</param>
    protected Service(string name, ILogger logger)
    {
        Name = name;
        _logger = logger;
        Stopping = _stopping.Token;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Cancelled when the service begins to close.</summary>
    protected CancellationToken Stopping { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The service was started or closed before.</exception>
    public async Task StartAsync(CancellationToken startToken)
    {
        lock (_gate)
        {
            if (_state != ServiceState.Created)
            {
                throw new InvalidOperationException($"{Name} cannot start: it is {_state.ToString().ToLowerInvariant()}. A service starts once; build a new one to start again.");
            }

            _state = ServiceState.Starting;
        }

        try
        {
            await OnStartAsync(startToken);
        }
        catch
        {
            await CloseAsync();
            throw;
        }

        lock (_gate)
        {
            if (_state == ServiceState.Starting)
            {
                _state = ServiceState.Running;
            }
        }

        ServicesLog.Started(_logger, Name);
    }

    /// <inheritdoc/>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            if (_closing is null)
            {
                var wasStarted = _state != ServiceState.Created;
                _state = ServiceState.Closing;
                _closing = Task.Run(() => CloseOnceAsync(wasStarted));
            }

            return _closing;
        }
    }

    /// <inheritdoc/>
    public virtual HealthFault? Ready()
    {
        lock (_gate)
        {
            return _state == ServiceState.Running ? _fault : NotRunning();
        }
    }

    /// <inheritdoc/>
    public virtual IReadOnlyDictionary<string, HealthFault?> HealthReport()
    {
        lock (_gate)
        {
            return new Dictionary<string, HealthFault?>(1, StringComparer.Ordinal)
            {
                [Name] = _state is ServiceState.Running or ServiceState.Starting ? _fault : NotRunning(),
            };
        }
    }

    /// <summary>Starts the loops of this service. Must not wait for anything outside the process.</summary>
    protected abstract Task OnStartAsync(CancellationToken startToken);

    /// <summary>Lets go of what the loops do not: called once when closing, before the loops are waited for.</summary>
    protected virtual Task OnCloseAsync() => Task.CompletedTask;

    /// <summary>Says how the service is from now on.</summary>
    /// <param name="fault">What is wrong; null for healthy. After a loop died the service stays unhealthy whatever is said here.</param>
    protected void Report(HealthFault? fault)
    {
        lock (_gate)
        {
            if (!_loopDied)
            {
                _fault = fault;
            }
        }
    }

    /// <summary>Runs <paramref name="body"/> until it returns or the service closes; closing waits for it.</summary>
    /// <remarks>An exception that escapes makes the service unhealthy for good. It is not retried here: only the loop knows what is safe to repeat.</remarks>
    /// <param name="loopName">Names the loop in logs and health.</param>
    /// <param name="body">The loop; gets <see cref="Stopping"/>.</param>
    /// <exception cref="InvalidOperationException">The service is not starting or running.</exception>
    protected void RunLoop(string loopName, Func<CancellationToken, Task> body)
    {
        lock (_gate)
        {
            if (_state is not (ServiceState.Starting or ServiceState.Running))
            {
                throw new InvalidOperationException($"{Name} cannot run the loop {loopName}: it is {_state.ToString().ToLowerInvariant()}");
            }

            _loops.RemoveAll(loop => loop.IsCompleted);
            _loops.Add(Task.Run(() => GuardAsync(loopName, body)));
        }
    }

    private async Task CloseOnceAsync(bool wasStarted)
    {
        await _stopping.CancelAsync();
        try
        {
            if (wasStarted)
            {
                await OnCloseAsync();
            }
        }
        finally
        {
            Task[] loops;
            lock (_gate)
            {
                loops = [.. _loops];
            }

            await Task.WhenAll(loops);
            lock (_gate)
            {
                _state = ServiceState.Closed;
            }

            _stopping.Dispose();
            ServicesLog.Closed(_logger, Name);
        }
    }

    private async Task GuardAsync(string loopName, Func<CancellationToken, Task> body)
    {
        try
        {
            await body(Stopping);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            // The ordinary way out.
        }
#pragma warning disable CA1031 // The last frame of a loop: nobody above could handle it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            ServicesLog.LoopDied(_logger, e, Name, loopName);
            lock (_gate)
            {
                _loopDied = true;
                _fault = new HealthFault($"loop {loopName} died: {e.Message}", "This is a fault of the program: restart the node and report the logged exception.");
            }
        }
    }

    private HealthFault NotRunning() => new($"{Name} is {_state.ToString().ToLowerInvariant()}", "Wait for the start to end, or look in the log why it was closed.");
}
