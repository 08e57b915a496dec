using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Eth.Chains;
using Node.Jobs.Specs;
using Node.Jobs.Subscribing;

namespace Node.Jobs.Types.Logs;

/// <summary><c>type = "log"</c>: one run per log that matches.</summary>
internal sealed class EthLogJobType(JobSubscriber subscriber, IChainSet chains, TimeProvider time, ILoggerFactory loggers) : IJobType
{
    public string TypeName => EthLogSpecReader.Name;

    public IReadOnlyList<IService> BuildServices(Job job) =>
        [new EthLogTrigger(job, (EthLogSpec)job.Spec.TypeSpec, chains, subscriber, time, loggers.CreateLogger<EthLogTrigger>())];
}
