using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Eth.Chains;
using Node.Jobs.Specs;
using Node.Jobs.Subscribing;

namespace Node.Jobs.Types.DirectRequest;

/// <summary><c>type = "directrequest"</c>: one run per <c>OracleRequest</c> of an Operator or Oracle contract.</summary>
internal sealed class DirectRequestJobType(JobSubscriber subscriber, IChainSet chains, TimeProvider time, ILoggerFactory loggers) : IJobType
{
    public string TypeName => DirectRequestSpecReader.Name;

    public IReadOnlyList<IService> BuildServices(Job job)
    {
        var spec = (DirectRequestSpec)job.Spec.TypeSpec;
        return [new RequestTrigger(job, spec, chains, subscriber, time, loggers.CreateLogger<RequestTrigger>())];
    }
}
