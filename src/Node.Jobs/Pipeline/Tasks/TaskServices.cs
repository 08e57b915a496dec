using Node.Core.Http;
using Node.Eth.Chains;

namespace Node.Jobs.Pipeline.Tasks;

/// <summary>What tasks reach the outside with.</summary>
/// <param name="Http">The guarded client.</param>
/// <param name="Chains">The chains of this node.</param>
public sealed record TaskServices(IOutboundHttp Http, IChainEndpoints Chains);
