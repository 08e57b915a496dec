using System.Buffers;
using System.Collections.Frozen;
using Node.Core.Text;

namespace Node.Core.Http;

/// <summary>Which request headers a job may set, and which of them survive a redirect to another origin.</summary>
internal static class RequestHeaders
{
    // What steers the connection belongs to the client; a job that sets it could ask one host for another.
    private static readonly FrozenSet<string> Refused = new[]
    {
        "Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization",
        "Proxy-Authenticate", "Upgrade", "HTTP2-Settings", "TE", "Trailer", "Expect", "Via", "Forwarded", "Alt-Used",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Anything else may be a secret under a name that nobody can foresee.
    private static readonly FrozenSet<string> SafeAcrossOrigins = new[]
    {
        "Accept", "Accept-Language", "Content-Type", "User-Agent",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>What is wrong with the headers, without any value; null when nothing is.</summary>
    public static string? Check(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (string.IsNullOrEmpty(name) || name.AsSpan().ContainsAnyExcept(TokenChars))
            {
                return $"\"{Untrusted.Show(name)}\" is not a header name";
            }

            if (Refused.Contains(name))
            {
                return $"the header {name} is set by the node only; leave it out";
            }

            if (value is null || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                return $"the header {Untrusted.Show(name)} holds a character that is not printable ASCII";
            }
        }

        return null;
    }

    /// <summary>The headers that another origin may see.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ForOtherOrigin(
        IReadOnlyList<KeyValuePair<string, string>> headers) =>
        [.. headers.Where(header => SafeAcrossOrigins.Contains(header.Key))];
}
