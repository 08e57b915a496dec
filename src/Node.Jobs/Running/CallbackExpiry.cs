using System.Data.Common;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>Looks from time to time for answers of bridges that have not come in time, so that their runs end.</summary>
internal sealed class CallbackExpiry(RunCallbacks callbacks, TimeProvider time, ILogger<CallbackExpiry> logger) : Service("Jobs.Callbacks", logger)
{
    private const int AtOnceMax = 200;

    /// <summary>The time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override Task OnStartAsync(CancellationToken startToken)
    {
        RunLoop("expire", ExpireAsync);
        return Task.CompletedTask;
    }

    private async Task ExpireAsync(CancellationToken stopping)
    {
        for (var failures = 0; ;)
        {
            try
            {
                while (await callbacks.ExpireAsync(AtOnceMax, stopping))
                {
                    // There may be more.
                }

                failures = 0;
                Report(null);
            }
            catch (DbException e)
            {
                failures++;
                RunningLog.ExpiryFailed(logger, e);
                Report(new HealthFault($"cannot look for late answers: {e.Message}", "Check that the database is up."));
            }

            // A node whose database is back is not to wait for its turn until it is ready.
            await Task.Delay(failures == 0 ? Interval : StoreRetry.DelayAfter(failures), time, stopping);
        }
    }
}
