using System.Security.Cryptography;
using System.Text;
using Node.Core.Http;
using Node.Jobs.Pipeline.Tasks;

namespace Node.Commands.Recordings;

/// <summary>Tells requests apart without keeping what they hold, since URLs and headers carry secrets.</summary>
internal static class RequestDigest
{
    /// <summary>SHA-256 of method, URL, headers and body, as hex.</summary>
    public static string Of(OutboundRequest request)
    {
        var text = new StringBuilder().Append(request.Method.Method).Append('\n').Append(request.Url.AbsoluteUri).Append('\n');
        foreach (var (name, value) in request.Headers)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        text.Append(Convert.ToHexStringLower((request.Body ?? default).Span));
        return Of(text);
    }

    /// <summary>SHA-256 of the bridge, headers and body, as hex.</summary>
    public static string Of(BridgeRequest request)
    {
        var text = new StringBuilder("bridge ").Append(request.Name).Append('\n');
        foreach (var (name, value) in request.Headers)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        return Of(text.Append(Convert.ToHexStringLower(request.Body.Span)));
    }

    private static string Of(StringBuilder text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
}
