using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Jobs.Types.DirectRequest;

/// <summary>The keys of a direct request job.</summary>
/// <param name="ContractAddress">The Operator or Oracle contract.</param>
/// <param name="MinIncomingConfirmations">How deep a request must lie; null for the chain's own minimum, which is never undercut.</param>
/// <param name="Requesters">Who may ask; empty for anyone.</param>
/// <param name="MinContractPayment">The least payment in juels (10⁻¹⁸ LINK); null for the node's own minimum.</param>
public sealed record DirectRequestSpec(
    Address ContractAddress, long? MinIncomingConfirmations, IReadOnlyList<Address> Requesters, BigInteger? MinContractPayment);
