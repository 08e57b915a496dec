using System.Text.Json;
using Node.Core.Http;

namespace Node.Auditing;

/// <summary>Sends one record to the place that the operator named.</summary>
internal sealed class AuditSink(AuditLoggerOptions options, IOutboundHttp http)
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers =
        [KeyValuePair.Create("Content-Type", "application/json"), .. options.HeaderPairs.Where(header => !header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))];

    /// <summary>Sends it.</summary>
    /// <returns>Why it was not taken; null when it was.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<string?> SendAsync(byte[] line, CancellationToken cancellationToken)
    {
        var request = new OutboundRequest
        {
            Method = HttpMethod.Post,
            Url = options.Url!,
            Headers = _headers,
            Body = Wrap(line),
            Timeout = options.ForwardTimeout,
            RedirectsMax = 0,
            ReachesOwnNetwork = true,
        };
        try
        {
            var response = await http.SendAsync(request, cancellationToken);
            return response.Status is >= 200 and < 300 ? null : $"{options.Url!.GetLeftPart(UriPartial.Authority)} answered {response.Status}";
        }
        catch (OutboundHttpException e)
        {
            return e.Message;
        }
    }

    private byte[] Wrap(byte[] line)
    {
        if (options.JsonWrapperKey.Length == 0)
        {
            return line;
        }

        using var body = new MemoryStream(line.Length + 64);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WritePropertyName(options.JsonWrapperKey);
            json.WriteRawValue(line);
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
