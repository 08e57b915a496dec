using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Eth.Chains;
using Node.Jobs.Specs;
using Node.Jobs.Subscribing;

namespace Node.Jobs.Types.DirectRequest;

/// <summary>Keeps the subscription of one direct request job.</summary>
internal sealed class RequestTrigger(Job job, DirectRequestSpec spec, IChainSet chains, JobSubscriber subscriber, TimeProvider time, ILogger<RequestTrigger> logger)
    : Service(string.Create(CultureInfo.InvariantCulture, $"Jobs.DirectRequest.{job.Id}"), logger)
{
    private JobSubscription? _subscription;

    protected override async Task OnStartAsync(CancellationToken startToken)
    {
        if (job.Spec.ChainId is not { } chainId || chains.Find(chainId) is not { } chain)
        {
            Report(new HealthFault(
                $"job {job.Id} is on chain {job.Spec.ChainId?.ToString() ?? "(none)"}, which is not configured",
                "Configure the chain under Chains, or delete the job."));
            return;
        }

        _subscription = new JobSubscription
        {
            JobId = job.Id,
            ChainId = chainId,
            Address = spec.ContractAddress,
            Topics = [[OracleRequestReader.Topic0], OracleRequestReader.JobTopics(job.ExternalJobId)],
            Confirmations = Math.Max(1, Math.Max(spec.MinIncomingConfirmations ?? 0, chain.Options.MinIncomingConfirmations)),
            WantsBlockRoots = BlockRoots.AreReadBy(job.Spec.ObservationSource),
            Reader = new WindowedReader(
                new OracleRequestReader(job.Id, chainId, spec, new BigInteger(chain.Options.MinContractPaymentJuels)), job.Spec, time),
        };
        await subscriber.SubscribeAsync(_subscription, startToken);
    }

    protected override async Task OnCloseAsync()
    {
        if (_subscription is { } subscription)
        {
            await subscriber.UnsubscribeAsync(job.Id, subscription.ChainId, forget: false, CancellationToken.None);
        }
    }
}
