using System.Net;
using Node.Eth.Chains;

namespace Node.Http.Api;

/// <summary>The node's own places: no bridge may lead to its API or to the endpoints of its chains, which would act in the node's name.</summary>
internal sealed class OwnPlaces(HttpOptions http, IChainSet chains)
{
    /// <summary>Why a URL may not be a bridge; null when it may, or is no URL at all.</summary>
    public string? RefusalOf(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url))
        {
            return null;
        }

        if (url.Port == http.Port && (IsThisMachine(url) || url.Host == http.Address))
        {
            return $"{url.Authority} is this node's own API, which no bridge may lead to";
        }

        return chains.All.SelectMany(chain => chain.Options.RpcUrls).Any(rpc => IsSame(rpc.Reveal(), url))
            ? $"{url.Authority} is an endpoint of a chain of this node, which no bridge may lead to" : null;
    }

    private static bool IsThisMachine(Uri url) =>
        url.IsLoopback || (IPAddress.TryParse(url.DnsSafeHost, out var address) && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    private static bool IsSame(string rpc, Uri url) => Uri.TryCreate(rpc, UriKind.Absolute, out var endpoint)
        && endpoint.Port == url.Port && (endpoint.Host.Equals(url.Host, StringComparison.OrdinalIgnoreCase) || (endpoint.IsLoopback && IsThisMachine(url)));
}
