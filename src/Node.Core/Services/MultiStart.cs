namespace Node.Core.Services;

/// <summary>Starts several services in order, and closes what was started, in reverse order, when one fails or on request.</summary>
/// <remarks>May be called from any thread: a close waits for a start that is under way. Once closed it starts nothing more.</remarks>
public sealed class MultiStart
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Stack<IStartClose> _started = [];
    private bool _isClosed;

    /// <summary>Starts <paramref name="services"/> one after the other.</summary>
    /// <remarks>The first failure closes all that was started through this object and is then reported.</remarks>
    /// <param name="startToken">Bounds the start; no service is begun after it fired.</param>
    /// <param name="services">What to start, in order. The one that fails is not closed here: it cleans up after itself.</param>
    /// <exception cref="ServiceException">A service did not start, or the start was cancelled: holds the reason, then every failure to close.</exception>
    /// <exception cref="InvalidOperationException">This object was closed.</exception>
    public async Task StartAsync(CancellationToken startToken, params IReadOnlyList<IStartClose> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (_isClosed)
            {
                throw new InvalidOperationException("These services cannot start: they were closed. Build new ones to run again.");
            }

            await StartInOrderAsync(services, startToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes all that was started, in reverse order, each also when another failed to close.</summary>
    /// <exception cref="ServiceException">At least one did not close; the others were closed all the same.</exception>
    public async Task CloseAsync()
    {
        var failures = await CloseInTurnAsync();
        if (failures.Count > 0)
        {
            throw new ServiceException(failures);
        }
    }

    /// <summary>Closes all that was started, in reverse order, because something failed.</summary>
    /// <param name="reason">What failed.</param>
    /// <returns>What to throw: the reason, joined with every failure to close.</returns>
    public async Task<ServiceException> CloseBecauseAsync(Exception reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new ServiceException([reason, .. await CloseInTurnAsync()]);
    }

    private async Task StartInOrderAsync(IReadOnlyList<IStartClose> services, CancellationToken startToken)
    {
        try
        {
            foreach (var service in services)
            {
                startToken.ThrowIfCancellationRequested();
                await service.StartAsync(startToken);
                _started.Push(service);
            }
        }
        catch (Exception reason)
        {
            throw new ServiceException([reason, .. await CloseAllAsync()]);
        }
    }

    private async Task<IReadOnlyList<Exception>> CloseInTurnAsync()
    {
        await _turn.WaitAsync();
        try
        {
            return await CloseAllAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<IReadOnlyList<Exception>> CloseAllAsync()
    {
        _isClosed = true;
        var failures = new List<Exception>();
        while (_started.TryPop(out var service))
        {
            try
            {
                await service.CloseAsync();
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }
}
