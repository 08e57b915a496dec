using System.Buffers;
using System.Globalization;
using System.Net;

namespace Node.Core.Http;

/// <summary>
/// A host and a port in the one form in which they are compared: lower case, punycode, addresses as .NET writes them.
/// </summary>
/// <param name="Host">A name or an address; IPv6 without brackets.</param>
/// <param name="Port">1 to 65535.</param>
internal readonly record struct HostAndPort(string Host, int Port)
{
    private static readonly SearchValues<char> NotInHosts = SearchValues.Create("/\\@?#% *\t\r\n");

    /// <summary>The host and port of an absolute http or https URL.</summary>
    public static HostAndPort Of(Uri url) => new(Canonical(url.IdnHost), url.Port);

    /// <summary>Reads <c>host:port</c>; the port must be written.</summary>
    public static bool TryParse(string? text, out HostAndPort value)
    {
        value = default;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon < 1 || text!.AsSpan(0, colon).ContainsAny(NotInHosts)
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > IPEndPoint.MaxPort
            || !Uri.TryCreate($"http://{text}/", UriKind.Absolute, out var url)
            || url.IdnHost.Length == 0 || url.Port != port)
        {
            return false;
        }

        value = Of(url);
        return true;
    }

    /// <summary>Whether the host is an address, in any form that .NET takes for one.</summary>
    public bool IsAddress(out IPAddress address)
    {
        var isAddress = IPAddress.TryParse(Host, out var parsed);
        address = parsed ?? IPAddress.None;
        return isAddress;
    }

    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static string Canonical(string host) =>
        IPAddress.TryParse(host, out var address) ? address.ToString() : host.ToLowerInvariant();
}
