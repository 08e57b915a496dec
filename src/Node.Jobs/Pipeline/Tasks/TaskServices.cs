using Node.Core.Http;
using Node.Eth.Chains;
using Node.Eth.Keys;

namespace Node.Jobs.Pipeline.Tasks;

/// <summary>What tasks reach the outside with.</summary>
/// <param name="Http">The guarded client.</param>
/// <param name="Chains">The chains of this node.</param>
public sealed record TaskServices(IOutboundHttp Http, IChainEndpoints Chains)
{
    /// <summary>The VRF keys of this node. Default: none, so that tasks that need one fail.</summary>
    public IVrfKeystore? VrfKeys { get; init; }

    /// <summary>The bridges of this node. Default: none can be asked, and any may be named.</summary>
    public IBridges Bridges { get; init; } = NoBridges.Instance;
}
