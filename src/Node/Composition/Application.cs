using Node.Core.Health;
using Node.Core.Services;
using Node.Eth.Keys;

namespace Node.Composition;

/// <summary>Starts and closes everything the node is made of: services in order, the checker last.</summary>
internal sealed class Application(IReadOnlyList<IService> services, Keystore keystore, IChecker checker) : IStartClose
{
    private readonly MultiStart _running = new();

    /// <summary>The services in the order in which they start.</summary>
    public IReadOnlyList<IService> Services => services;

    /// <summary>Starts all services, then the checker. When one fails, those before it are closed again.</summary>
    /// <exception cref="ServiceException">A service did not start; the message says which and why.</exception>
    public async Task StartAsync(CancellationToken startToken)
    {
        foreach (var service in services)
        {
            checker.Register(service.Name, service);
        }

        await _running.StartAsync(startToken, [.. services]);
        try
        {
            // Unlocking ran beside the rest; a wrong password ends the start.
            await keystore.WaitUnlockedAsync(startToken);
        }
        catch (Exception e)
        {
            throw await _running.CloseBecauseAsync(e);
        }

        // Last, so that its first round finds the keys unlocked and the node is ready once it has started.
        await _running.StartAsync(startToken, checker);
    }

    /// <summary>Closes the checker and then all services, last started first.</summary>
    /// <exception cref="ServiceException">At least one failed to close.</exception>
    public Task CloseAsync() => _running.CloseAsync();
}
