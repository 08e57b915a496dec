using Node.Eth.Primitives;
using Node.Jobs.Specs;

namespace Node.Jobs.Types.DirectRequest;

/// <summary>Reads the keys of <c>type = "directrequest"</c>.</summary>
/// <param name="known">The chains that specs may name.</param>
public sealed class DirectRequestSpecReader(KnownChains known) : IJobSpecReader
{
    /// <summary>The type's name.</summary>
    public const string Name = "directrequest";

    /// <inheritdoc/>
    public string TypeName => Name;

    /// <inheritdoc/>
    public object ReadSpec(SpecFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var contract = fields.ChecksummedAddress("contractAddress");
        if (contract is null && !fields.Has("contractAddress"))
        {
            fields.Fault("contractAddress", SpecCodes.Missing, "is missing", "write the address of the Operator or Oracle contract");
        }

        if (contract == Address.Zero)
        {
            fields.Fault("contractAddress", SpecCodes.Value, "is the zero address, where no contract is", "write the address of the Operator or Oracle contract");
        }

        if (known.Ids is not null && known.Default is null && !fields.Has("evmChainID"))
        {
            fields.Fault(
                "evmChainID",
                known.Ids.Count == 0 ? SpecCodes.Chain : SpecCodes.Missing,
                known.Ids.Count == 0 ? "cannot be chosen: no chain is configured on this node" : "is missing: this node has more than one chain",
                known.Ids.Count == 0 ? "configure a chain under Chains" : $"write one of {string.Join(", ", known.Ids)}");
        }

        var confirmations = LogJobTrigger.ReadConfirmations(fields);
        return new DirectRequestSpec(
            contract ?? default,
            confirmations,
            fields.Addresses("requesters"),
            fields.Amount("minContractPaymentLinkJuels"));
    }
}
