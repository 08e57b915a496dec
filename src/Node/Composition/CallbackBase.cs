using System.Net;
using System.Net.Sockets;

namespace Node.Composition;

/// <summary>Where adapters reach this node, as far as the configuration says.</summary>
internal static class CallbackBase
{
    /// <summary>What <c>Bridges.ResponseUrl</c> says, or else the address that the node listens at; null when its port is any free one.</summary>
    public static Uri? Of(NodeOptions options)
    {
        if (options.Bridges.ResponseUrl.Length > 0)
        {
            return new Uri(options.Bridges.ResponseUrl);
        }

        // An adapter cannot be told "any address"; one on this machine can be told this machine.
        var address = IPAddress.Parse(options.Http.Address);
        var host = address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
        return options.Http.Port == 0
            ? null
            : new UriBuilder(Uri.UriSchemeHttp, host.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{host}]" : host.ToString(), options.Http.Port).Uri;
    }
}
