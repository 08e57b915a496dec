using Microsoft.Extensions.Logging;
using Node.Eth.Rpc;

namespace Node.Eth.Logs;

/// <summary>Calls listeners, several at a time, and keeps the failures of one from the others.</summary>
internal sealed class LogDelivery(LogPollerOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.DeliveriesMax);

    /// <summary>Hands logs to a subscription; true when it took them.</summary>
    public async Task<bool> DeliverAsync(
        ServedSubscription served, IReadOnlyList<EthLog> logs, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            await served.Busy.WaitAsync(cancellationToken);
            try
            {
                return !served.IsGone && await CallAsync(served, logs, cancellationToken);
            }
            finally
            {
                served.Busy.Release();
            }
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task<bool> CallAsync(ServedSubscription served, IReadOnlyList<EthLog> logs, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.DeliveryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await served.Subscription.Listener.OnLogsAsync(logs, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The listener's fault is its own: the others go on, and it gets the same logs again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var wait = options.RetryDelay * Math.Pow(2, Math.Min(served.Failures, 20));
            wait = wait < options.RetryDelayMax ? wait : options.RetryDelayMax;
            served.Fail(time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency));
            LogsLog.DeliveryFailed(logger, e, served.Subscription.Name, logs.Count, logs[0].BlockNumber, wait);
            return false;
        }
    }
}
