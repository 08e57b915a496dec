using System.Text;
using System.Text.Json;
using Node.Core.Http;
using Node.Core.Text;
using Node.Eth.Keys;

namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>Tells an initiator of a job, as the field does: <c>POST url</c> when it is there, <c>DELETE url/ID</c> when it is gone.</summary>
internal sealed class NoticeSender(IOutboundHttp http, ISecretBox secretBox, InitiatorsOptions options)
{
    /// <summary>The header by which the node names itself, and an initiator itself when it calls.</summary>
    public const string KeyHeader = "X-Chainlink-EA-AccessKey";

    /// <summary>The header that proves it.</summary>
    public const string SecretHeader = "X-Chainlink-EA-Secret";

    /// <summary>Sends one notice.</summary>
    /// <returns>Null when it was heard, otherwise why not.</returns>
    public async Task<string?> SendAsync(Initiator initiator, InitiatorNotice notice, CancellationToken cancellationToken)
    {
        try
        {
            var pair = OutgoingPair.FromText(await secretBox.OpenAsync(initiator.Outgoing, OutgoingPair.PlaceOf(initiator.Name), cancellationToken));
            var answer = await http.SendAsync(RequestFor(initiator, pair, notice), cancellationToken);
            var isHeard = answer.Status is >= 200 and <= 299 || (notice.State == NoticeState.Withdrawing && answer.Status is 404 or 410);
            return isHeard ? null : $"it answered {answer.Status} {Untrusted.Show(pair.HideIn(Encoding.UTF8.GetString(answer.Body)))}".TrimEnd();
        }
        catch (Exception e) when (e is OutboundHttpException or KeystoreException or FormatException)
        {
            return e.Message;
        }
    }

    private OutboundRequest RequestFor(Initiator initiator, OutgoingPair pair, InitiatorNotice notice)
    {
        var isGone = notice.State == NoticeState.Withdrawing;
        var url = new Uri(initiator.Url!);
        return new OutboundRequest
        {
            Method = isGone ? HttpMethod.Delete : HttpMethod.Post,
            Url = isGone ? new UriBuilder(url) { Path = $"{url.AbsolutePath.TrimEnd('/')}/{notice.ExternalJobId}" }.Uri : url,
            Headers =
            [
                new("Content-Type", "application/json"),
                new(KeyHeader, pair.Token),
                new(SecretHeader, pair.Secret),
            ],
            Body = isGone ? null : BodyOf(initiator, notice),
            BodyBytesMax = 4096,

            // The credentials are for this address and no other.
            RedirectsMax = 0,
            Timeout = options.NoticeTimeout,

            // An operator named the place.
            ReachesOwnNetwork = true,
            Caller = notice.ExternalJobId,
        };
    }

    private static byte[] BodyOf(Initiator initiator, InitiatorNotice notice)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("jobId", notice.ExternalJobId);
            json.WriteString("type", initiator.Name);
            json.WritePropertyName("params");
            json.WriteRawValue(notice.Params);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
