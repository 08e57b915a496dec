namespace Node.Core.Services;

/// <summary>Starts several services in order, and closes those that were started, in reverse, when one fails.</summary>
/// <remarks>Not for several threads at once: it belongs to the one who starts and closes.</remarks>
public sealed class MultiStart
{
    private readonly Stack<IStartClose> _started = new();

    /// <summary>Starts <paramref name="services"/> in order.</summary>
    /// <exception cref="ServiceException">One failed to start; those before it, of this and earlier calls, were closed. Holds the failure and every failure to close.</exception>
    public async Task StartAsync(CancellationToken startToken, params IReadOnlyList<IStartClose> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        foreach (var service in services)
        {
            try
            {
                await service.StartAsync(startToken);
            }
            catch (Exception reason)
            {
                throw await CloseBecauseAsync(reason);
            }

            _started.Push(service);
        }
    }

    /// <summary>Closes what was started, in reverse order.</summary>
    /// <exception cref="ServiceException">At least one failed to close; the others were closed all the same.</exception>
    public async Task CloseAsync()
    {
        var failures = await CloseAllAsync();
        if (failures.Count > 0)
        {
            throw new ServiceException(failures);
        }
    }

    /// <summary>Closes what was started, because of <paramref name="reason"/>.</summary>
    /// <returns>The reason together with every failure to close, for the caller to throw.</returns>
    public async Task<ServiceException> CloseBecauseAsync(Exception reason) => new([reason, .. await CloseAllAsync()]);

    private async Task<List<Exception>> CloseAllAsync()
    {
        List<Exception> failures = [];
        while (_started.TryPop(out var service))
        {
            try
            {
                await service.CloseAsync();
            }
#pragma warning disable CA1031 // One that fails to close must not keep the others open.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failures.Add(e);
            }
        }

        return failures;
    }
}
