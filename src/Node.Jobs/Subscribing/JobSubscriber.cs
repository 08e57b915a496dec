using System.Globalization;
using Microsoft.Extensions.Logging;
using Node.Eth.Chains;
using Node.Eth.Logs;
using Node.Eth.Primitives;
using Node.Jobs.Runs;
using Node.Jobs.Specs.Errors;

namespace Node.Jobs.Subscribing;

/// <summary>Coordinates jobs with the logs of chains: what a job wants to be triggered by is attached here, and each log goes through the one inbox.</summary>
public sealed class JobSubscriber(IChainSet chains, IRunInbox inbox, IJobErrors errors, ILogger<JobSubscriber> logger)
{
    /// <summary>Begins to trigger a job by logs, from where its subscription stopped last.</summary>
    /// <exception cref="InvalidOperationException">The chain is not configured, or the job is subscribed already.</exception>
    public Task SubscribeAsync(JobSubscription subscription, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        var chain = chains.Find(subscription.ChainId)
            ?? throw new InvalidOperationException($"chain {subscription.ChainId} is not configured on this node; add it under Chains");
        return chain.Logs.SubscribeAsync(
            new LogSubscription
            {
                Name = NameOf(subscription.JobId),
                Address = subscription.Address,
                Topics = subscription.Topics,
                Confirmations = subscription.Confirmations,
                Listener = new LogTriggers(subscription, inbox, chain, errors, logger),
            },
            cancellationToken);
    }

    /// <summary>Ends the subscription of a job; without one, nothing happens.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="chainId">Its chain.</param>
    /// <param name="forget">Whether its position is dropped too, as when the job is deleted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task UnsubscribeAsync(long jobId, ChainId chainId, bool forget, CancellationToken cancellationToken)
    {
        if (chains.Find(chainId) is { } chain)
        {
            await chain.Logs.UnsubscribeAsync(NameOf(jobId), forget, cancellationToken);
        }
    }

    /// <summary>The name of the subscription of a job.</summary>
    internal static string NameOf(long jobId) => string.Create(CultureInfo.InvariantCulture, $"job:{jobId}");
}
