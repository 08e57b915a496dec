using System.Collections;

namespace Node.Core.Services;

/// <summary>Closes several services at the same time.</summary>
public sealed class MultiClose : IEnumerable<IStartClose>
{
    private readonly List<IStartClose> _services = [];

    /// <summary>Adds one to be closed.</summary>
    public void Add(IStartClose service) => _services.Add(service);

    /// <summary>Closes all concurrently and waits for all.</summary>
    /// <exception cref="ServiceException">At least one failed to close; holds every failure, in the order the services were added.</exception>
    public async Task CloseAsync()
    {
        var closings = _services.Select(service => CaughtAsync(service)).ToList();
        var failures = (await Task.WhenAll(closings)).OfType<Exception>().ToList();
        if (failures.Count > 0)
        {
            throw new ServiceException(failures);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<IStartClose> GetEnumerator() => _services.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static async Task<Exception?> CaughtAsync(IStartClose service)
    {
        try
        {
            await service.CloseAsync();
            return null;
        }
#pragma warning disable CA1031 // Every failure is collected.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }
    }
}
