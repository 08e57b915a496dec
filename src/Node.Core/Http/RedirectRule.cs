namespace Node.Core.Http;

/// <summary>What to send after a redirect.</summary>
internal static class RedirectRule
{
    /// <summary>Whether an answer of this status is followed when it names a place.</summary>
    public static bool IsRedirect(int status) => status is 301 or 302 or 303 or 307 or 308;

    /// <summary>The request that a redirect asks for.</summary>
    /// <returns>What is wrong with the redirect; null when nothing is. Whether the place may be reached is not judged
    /// here.</returns>
    public static string? Follow(OutboundHop from, int status, string location, out OutboundHop next)
    {
        next = from;
        if (!TryResolve(from.Url, location, out var url))
        {
            return "it redirects to something that is not a URL";
        }

        if (!OutboundUrl.IsHttp(url))
        {
            return "it redirects to a scheme other than http and https";
        }

        if (from.Url.Scheme == Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttps)
        {
            return "it redirects from https to http";
        }

        if (OutboundUrl.Check(url, out _) is { } problem)
        {
            return $"it redirects to a place where {problem}";
        }

        var toGet = status == 303 ? from.Method != HttpMethod.Head : status is 301 or 302 && from.Method == HttpMethod.Post;
        next = new OutboundHop(
            url,
            toGet ? HttpMethod.Get : from.Method,
            OutboundUrl.IsSameOrigin(from.Url, url) ? from.Headers : RequestHeaders.ForOtherOrigin(from.Headers),
            toGet ? null : from.Body);
        return null;
    }

    private static bool TryResolve(Uri from, string location, out Uri url)
    {
        // "/path" alone would be taken for a file on this machine.
        var kind = location.StartsWith('/') ? UriKind.Relative : UriKind.RelativeOrAbsolute;
        url = from;
        return location.Length > 0 && Uri.TryCreate(location, kind, out var place) && Uri.TryCreate(from, place, out url!);
    }
}
