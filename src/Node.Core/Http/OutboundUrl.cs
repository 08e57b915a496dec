using System.Net;
using Node.Core.Text;

namespace Node.Core.Http;

/// <summary>What is asked of a URL before anything else, and how it is shown.</summary>
internal static class OutboundUrl
{
    private const int HostCharsMax = 253;

    /// <summary>Reads where <paramref name="url"/> leads.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? Check(Uri url, out HostAndPort target)
    {
        target = default;
        if (!url.IsAbsoluteUri)
        {
            return "the URL is not absolute; write it whole, with http:// or https://";
        }

        if (!IsHttp(url))
        {
            return $"the URL has the scheme \"{Untrusted.Show(url.Scheme)}\"; only http and https are sent";
        }

        if (url.UserInfo.Length > 0)
        {
            return "the URL carries a user or password; send an Authorization header instead";
        }

        try
        {
            target = HostAndPort.Of(url);
        }
        catch (UriFormatException)
        {
            return "the URL has no valid host";
        }

        return target.Host.Length is 0 or > HostCharsMax || target.Port is < 1 or > IPEndPoint.MaxPort
            ? "the URL has no valid host and port" : null;
    }

    /// <summary>Whether the scheme is http or https.</summary>
    public static bool IsHttp(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;

    /// <summary>Whether a secret for one may be sent to the other: same scheme, host and port.</summary>
    public static bool IsSameOrigin(Uri one, Uri other) => one.Scheme == other.Scheme
        && HostAndPort.Of(one) == HostAndPort.Of(other);

    /// <summary>Scheme, host and port: all that messages show of a URL.</summary>
    public static string Show(Uri url)
    {
        if (!url.IsAbsoluteUri || !IsHttp(url))
        {
            return "the URL";
        }

        return Untrusted.Show(url.IsDefaultPort ? $"{url.Scheme}://{url.Host}" : $"{url.Scheme}://{url.Host}:{url.Port}");
    }
}
