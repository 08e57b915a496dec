using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Node.Core.Services;

/// <summary>A set of services that are closed together, e.g. <c>new MultiClose { first, second }</c>.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "The name is the field's.")]
public sealed class MultiClose : IEnumerable<IStartClose>
{
    private readonly List<IStartClose> _services = [];

    /// <summary>Adds a service to close. Not to be called while closing.</summary>
    public void Add(IStartClose service)
    {
        ArgumentNullException.ThrowIfNull(service);
        _services.Add(service);
    }

    /// <summary>Closes all at the same time and waits for every one of them, whatever fails.</summary>
    /// <exception cref="ServiceException">At least one did not close: the failures in the order in which the services were added.</exception>
    public async Task CloseAsync()
    {
        var outcomes = await Task.WhenAll(_services.Select(TryCloseAsync));
        var failures = outcomes.OfType<Exception>().ToArray();
        if (failures.Length > 0)
        {
            throw new ServiceException(failures);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<IStartClose> GetEnumerator() => _services.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static async Task<Exception?> TryCloseAsync(IStartClose service)
    {
        await Task.Yield(); // One that blocks before its first await must not hold up the others.
        try
        {
            await service.CloseAsync();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
