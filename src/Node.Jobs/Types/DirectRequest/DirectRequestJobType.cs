using System.Numerics;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Eth.Chains;
using Node.Jobs.Bridges;
using Node.Jobs.Specs;
using Node.Jobs.Subscribing;

namespace Node.Jobs.Types.DirectRequest;

/// <summary><c>type = "directrequest"</c>: one run per <c>OracleRequest</c> of an Operator or Oracle contract.</summary>
internal sealed class DirectRequestJobType(JobSubscriber subscriber, IChainSet chains, IBridgeBook bridges, TimeProvider time, ILoggerFactory loggers) : IJobType
{
    public string TypeName => DirectRequestSpecReader.Name;

    public IReadOnlyList<IService> BuildServices(Job job) =>
        [new LogJobTrigger(job, "DirectRequest", chain => SubscriptionOf(job, chain), chains, subscriber, loggers.CreateLogger<LogJobTrigger>())];

    private JobSubscription SubscriptionOf(Job job, IEthChain chain)
    {
        var spec = (DirectRequestSpec)job.Spec.TypeSpec;
        var minPayment = new BigInteger(chain.Options.MinContractPaymentJuels);
        return new JobSubscription
        {
            JobId = job.Id,
            ChainId = chain.Id,
            Address = spec.ContractAddress,
            Topics = [[OracleRequestReader.Topic0], OracleRequestReader.JobTopics(job.ExternalJobId)],
            Confirmations = LogJobTrigger.DepthOn(chain, Math.Max(spec.MinIncomingConfirmations ?? 0, BridgeTerms.ConfirmationsOf(job.Spec, bridges))),
            WantsBlockRoots = BlockRoots.AreReadBy(job.Spec.ObservationSource),
            Reader = new WindowedReader(
                new OracleRequestReader(job.Id, chain.Id, spec, minPayment, () => BridgeTerms.PaymentOf(job.Spec, bridges)), job.Spec, time),
        };
    }
}
