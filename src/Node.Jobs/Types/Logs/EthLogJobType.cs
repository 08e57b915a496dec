using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Eth.Chains;
using Node.Jobs.Bridges;
using Node.Jobs.Specs;
using Node.Jobs.Subscribing;

namespace Node.Jobs.Types.Logs;

/// <summary><c>type = "log"</c>: one run per log that matches.</summary>
internal sealed class EthLogJobType(JobSubscriber subscriber, IChainSet chains, IBridgeBook bridges, TimeProvider time, ILoggerFactory loggers) : IJobType
{
    public string TypeName => EthLogSpecReader.Name;

    public IReadOnlyList<IService> BuildServices(Job job) =>
        [new LogJobTrigger(job, "EthLog", chain => SubscriptionOf(job, chain), chains, subscriber, loggers.CreateLogger<LogJobTrigger>())];

    private JobSubscription SubscriptionOf(Job job, IEthChain chain)
    {
        var spec = (EthLogSpec)job.Spec.TypeSpec;
        return new JobSubscription
        {
            JobId = job.Id,
            ChainId = chain.Id,
            Address = spec.ContractAddress,
            Topics = spec.Topics,
            Confirmations = LogJobTrigger.DepthOn(chain, Math.Max(spec.MinIncomingConfirmations ?? 0, BridgeTerms.ConfirmationsOf(job.Spec, bridges))),
            Reader = new WindowedReader(new EthLogReader(job.Id, chain.Id, spec), job.Spec, time),
        };
    }
}
