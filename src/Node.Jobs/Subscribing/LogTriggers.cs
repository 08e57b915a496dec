using Microsoft.Extensions.Logging;
using Node.Eth.Logs;
using Node.Eth.Rpc;
using Node.Jobs.Runs;

namespace Node.Jobs.Subscribing;

/// <summary>Passes the logs of one job on as triggers, and returns when they are committed.</summary>
internal sealed class LogTriggers(JobSubscription subscription, IRunInbox inbox, ILogger logger) : ILogListener
{
    public async Task OnLogsAsync(IReadOnlyList<EthLog> logs, CancellationToken cancellationToken)
    {
        var triggers = new List<Trigger>(logs.Count);
        foreach (var log in logs)
        {
            if (subscription.Reader.Read(log, out var refusal) is { } trigger)
            {
                triggers.Add(trigger);
            }
            else
            {
                SubscribingLog.Refused(logger, subscription.JobId, log.TxHash.ToString(), log.LogIndex, refusal ?? "it is not for this job");
            }
        }

        if (triggers.Count > 0)
        {
            await inbox.AcceptAsync(triggers, cancellationToken);
        }
    }
}
