using System.Globalization;
using DevChain.Chains;

namespace DevChain.Nodes;

/// <summary>The configuration of a node that works on a local chain.</summary>
public static class NodeSettings
{
    /// <summary>One chain, followed without waiting for confirmations, and one host on loopback that any job may ask.</summary>
    public static IReadOnlyDictionary<string, string> For(AnvilProcess chain, string allowedHost)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return new Dictionary<string, string>
        {
            ["Chains__0__ChainId"] = chain.Options.ChainId.ToString(CultureInfo.InvariantCulture),
            ["Chains__0__RpcUrls__0"] = chain.RpcUrl.ToString(),
            ["Chains__0__MinIncomingConfirmations"] = "1",
            ["OutboundHttp__AllowedHosts__0__Host"] = allowedHost,
            ["OutboundHttp__AllowedHosts__0__Jobs__0"] = "*",
        };
    }
}
