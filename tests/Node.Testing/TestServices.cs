using Node.Core.Services;
using Xunit;

namespace Node.Testing;

/// <summary>What every service must do, said once.</summary>
public static class TestServices
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Takes a service through its life and asserts the contract of <see cref="IService"/>: not ready before the start, ready and healthy
    /// after it, not startable twice, harmless to close twice, not ready and not startable after the close.
    /// </summary>
    /// <param name="service">A service that was not started.</param>
    /// <param name="whileRunning">The test itself; it may be left out.</param>
    public static async Task RunHealthyAsync(IService service, Func<Task>? whileRunning = null)
    {
        ArgumentNullException.ThrowIfNull(service);
        Assert.False(string.IsNullOrWhiteSpace(service.Name), "a service has a name");
        Assert.True(service.Ready() is not null, $"{service.Name} says that it is ready before it was started");

        await service.StartAsync(TestContext.Current.CancellationToken);
        try
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => service.StartAsync(TestContext.Current.CancellationToken));
            await UntilHealthyAsync(service);
            if (whileRunning is not null)
            {
                await whileRunning();
            }
        }
        finally
        {
            await service.CloseAsync().WaitAsync(Patience);
        }

        await service.CloseAsync().WaitAsync(Patience);
        Assert.True(service.Ready() is not null, $"{service.Name} says that it is ready after it was closed");
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.StartAsync(TestContext.Current.CancellationToken));
    }

    private static async Task UntilHealthyAsync(IService service)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (Faults(service) is { Count: > 0 } faults)
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(startedAt) < Patience,
                $"{service.Name} is not ready and healthy within {Patience}: {string.Join("; ", faults)}");
            await Task.Delay(Poll, TestContext.Current.CancellationToken);
        }

        Assert.Contains(service.Name, service.HealthReport().Keys);
    }

    private static List<string> Faults(IService service) =>
        [.. service.HealthReport().Append(new("ready", service.Ready())).Where(check => check.Value is not null).Select(check => $"{check.Key}: {check.Value}")];
}
