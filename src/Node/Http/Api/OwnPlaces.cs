using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Node.Core.Http;
using Node.Eth.Chains;

namespace Node.Http.Api;

/// <summary>
/// The node's own places: no bridge may lead to its API or to the endpoints of its chains, which would act in the node's name. A name is
/// looked up, so that another name for the same place is found out.
/// </summary>
internal sealed class OwnPlaces(HttpOptions http, IChainEndpoints chains, IDnsResolver resolver, TimeProvider time)
{
    private static readonly TimeSpan LookUpMax = TimeSpan.FromSeconds(2);

    /// <summary>Why a URL may not be a bridge; null when it may, or is no URL at all.</summary>
    public async ValueTask<string?> RefusalOfAsync(string text, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url))
        {
            return null;
        }

        var endpoints = chains.All.SelectMany(chain => chain.Options.RpcUrls)
            .Select(secret => Uri.TryCreate(secret.Reveal(), UriKind.Absolute, out var rpc) ? rpc : null)
            .OfType<Uri>().Where(rpc => rpc.Port == url.Port).ToList();
        if (url.Port != http.Port && endpoints.Count == 0)
        {
            return null;
        }

        var addresses = await AddressesOfAsync(url, cancellationToken);
        if (url.Port == http.Port && addresses.Any(IsListenedAt))
        {
            return $"{url.Authority} is this node's own API, which no bridge may lead to";
        }

        foreach (var rpc in endpoints)
        {
            if (NameOf(rpc).Equals(NameOf(url), StringComparison.OrdinalIgnoreCase)
                || (await AddressesOfAsync(rpc, cancellationToken)).Any(own => addresses.Any(address => IsSame(address, own))))
            {
                return $"{url.Authority} is an endpoint of a chain of this node, which no bridge may lead to";
            }
        }

        return null;
    }

    private bool IsListenedAt(IPAddress address)
    {
        var listening = IPAddress.Parse(http.Address);
        return IsThisMachine(address) || address.Equals(listening) || (IsAny(listening) && OfInterfaces().Contains(address));
    }

    private async Task<IReadOnlyList<IPAddress>> AddressesOfAsync(Uri url, CancellationToken cancellationToken)
    {
        var name = NameOf(url);
        if (IPAddress.TryParse(name, out var literal))
        {
            return [Plain(literal)];
        }

        if (url.IsLoopback || name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
        {
            return [IPAddress.Loopback];
        }

        try
        {
            return [.. (await resolver.ResolveAsync(name, cancellationToken).WaitAsync(LookUpMax, time, cancellationToken)).Select(Plain)];
        }
        catch (Exception e) when (e is SocketException or TimeoutException or ArgumentException)
        {
            return []; // It leads nowhere now.
        }
    }

    private static IReadOnlyList<IPAddress> OfInterfaces()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => Plain(one.Address))];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    private static bool IsSame(IPAddress one, IPAddress other) => one.Equals(other) || (IsThisMachine(one) && IsThisMachine(other));

    private static bool IsThisMachine(IPAddress address) => IPAddress.IsLoopback(address) || IsAny(address);

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static string NameOf(Uri url) => url.DnsSafeHost.TrimEnd('.');
}
