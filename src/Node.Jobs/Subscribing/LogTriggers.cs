using Microsoft.Extensions.Logging;
using Node.Eth.Chains;
using Node.Eth.Logs;
using Node.Eth.Rpc;
using Node.Jobs.Runs;
using Node.Jobs.Specs.Errors;

namespace Node.Jobs.Subscribing;

/// <summary>Passes the logs of one job on as triggers, and returns when they are committed.</summary>
internal sealed class LogTriggers(JobSubscription subscription, IRunInbox inbox, IEthChain chain, IJobErrors errors, ILogger logger) : ILogListener
{
    public async Task OnLogsAsync(IReadOnlyList<EthLog> logs, CancellationToken cancellationToken)
    {
        var triggers = new List<Trigger>(logs.Count);
        foreach (var log in logs)
        {
            if (subscription.Reader.Read(log, out var refusal) is { } trigger)
            {
                triggers.Add(subscription.WantsBlockRoots ? await WithRootsAsync(trigger, log, cancellationToken) : trigger);
            }
            else
            {
                SubscribingLog.Refused(logger, subscription.JobId, log.TxHash.ToString(), log.LogIndex, refusal?.Reason ?? "it is not for this job");
                if (refusal is { IsUnreadable: true })
                {
                    errors.Record(subscription.JobId, $"a log could not be read: {refusal.Reason}");
                }
            }
        }

        if (triggers.Count > 0)
        {
            await inbox.AcceptAsync(triggers, cancellationToken);
        }
    }

    // A block that is not there is gone by a reorg, or the endpoint is behind: the logs are delivered again, or not at all.
    private async Task<Trigger> WithRootsAsync(Trigger trigger, EthLog log, CancellationToken cancellationToken)
    {
        var header = await chain.Client.GetHeaderAsync(log.BlockHash, cancellationToken)
            ?? throw new RpcException(RpcErrorKind.Transient, $"the endpoint does not have block {log.BlockHash} of a log that it delivered; it is asked again");
        return trigger with { Vars = BlockRoots.AddTo(trigger.Vars, header) };
    }
}
