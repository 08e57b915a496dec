using System.Net.Http.Headers;

namespace Node.Core.Http;

/// <summary>One request on the wire: the first, or one that a redirect asked for.</summary>
/// <param name="Url">Where to; checked.</param>
/// <param name="Method">The method.</param>
/// <param name="Headers">The headers; checked.</param>
/// <param name="Body">The body; null for none.</param>
internal sealed record OutboundHop(
    Uri Url, HttpMethod Method, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte>? Body)
{
    private const string UserAgent = "oracle-node";

    /// <summary>The message of this hop.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Url)
        {
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = Body is { Length: > 0 } body ? new ReadOnlyMemoryContent(body) : null,
        };
        foreach (var (name, value) in Headers)
        {
            // What describes a body goes with the body, or not at all.
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (!message.Headers.NonValidated.Contains("User-Agent"))
        {
            message.Headers.UserAgent.Add(new ProductInfoHeaderValue(UserAgent, null));
        }

        return message;
    }
}
