using System.Net.Sockets;
using System.Text;

namespace Node.Core.Tests.Http;

/// <summary>A request as it came over the wire.</summary>
internal sealed record RawRequest(string Line, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    public string Method => Line.Split(' ')[0];

    public string Path => Line.Split(' ')[1];

    public string? Header(string name) =>
        Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Reads the next request; null when the other side closed.</summary>
    public static async Task<RawRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(stream, cancellationToken);
        if (head is null)
        {
            return null;
        }

        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .Select(pair => KeyValuePair.Create(pair[0], pair[1])).ToArray();
        var request = new RawRequest(lines[0], headers, "");
        var body = new byte[int.Parse(
            request.Header("Content-Length") ?? "0", System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return request with { Body = Encoding.UTF8.GetString(body) };
    }

    private static async Task<string?> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            try
            {
                if (await stream.ReadAsync(one, cancellationToken) == 0)
                {
                    return null;
                }
            }
            catch (IOException e) when (e.InnerException is SocketException)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
