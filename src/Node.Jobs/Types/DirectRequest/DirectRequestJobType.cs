using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Eth.Chains;
using Node.Jobs.Specs;
using Node.Jobs.Subscribing;

namespace Node.Jobs.Types.DirectRequest;

/// <summary><c>type = "directrequest"</c>: one run per <c>OracleRequest</c> of an Operator or Oracle contract.</summary>
internal sealed class DirectRequestJobType(JobSubscriber subscriber, IChainSet chains, KnownChains known, ILoggerFactory loggers) : IJobType
{
    public string TypeName => "directrequest";

    public object ReadSpec(SpecFields fields)
    {
        var contract = fields.ChecksummedAddress("contractAddress");
        if (contract is null && !fields.Has("contractAddress"))
        {
            fields.Fault("contractAddress", SpecCodes.Missing, "is missing", "write the address of the Operator or Oracle contract");
        }

        if (known.Ids is not null && known.Default is null && !fields.Has("evmChainID"))
        {
            fields.Fault(
                "evmChainID",
                known.Ids.Count == 0 ? SpecCodes.Chain : SpecCodes.Missing,
                known.Ids.Count == 0 ? "cannot be chosen: no chain is configured on this node" : "is missing: this node has more than one chain",
                known.Ids.Count == 0 ? "configure a chain under Chains" : $"write one of {string.Join(", ", known.Ids)}");
        }

        var confirmations = fields.WholeNumber("minIncomingConfirmations", 0, 10_000);
        return new DirectRequestSpec(
            contract ?? default,
            confirmations is > 0 ? (int)confirmations : null,
            fields.Addresses("requesters"),
            fields.Amount("minContractPaymentLinkJuels"));
    }

    public IReadOnlyList<IService> BuildServices(Job job)
    {
        var spec = (DirectRequestSpec)job.Spec.TypeSpec;
        return [new RequestTrigger(job, spec, chains, subscriber, loggers.CreateLogger<RequestTrigger>())];
    }
}
