using System.Net.Sockets;
using Node.Core.Text;

namespace Node.Core.Http;

/// <summary>Gives the failures of the handler a name.</summary>
/// <remarks>The handler's own texts stay out: they hold what the other side sent, and whole URLs.</remarks>
internal static class SendFailure
{
    /// <summary>A failure of one hop; the message starts with its scheme, host and port.</summary>
    public static OutboundHttpException Named(OutboundFault fault, OutboundHop hop, string problem) =>
        new(fault, $"{OutboundUrl.Show(hop.Url)} {problem}");

    /// <summary>What <paramref name="exception"/> means; not for one whose cause is the caller or the deadline.</summary>
    public static OutboundHttpException Of(Exception exception, OutboundHop hop, OutboundHttpOptions options)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is OutboundHttpException known)
            {
                return known; // of the connector
            }
        }

        var error = exception switch
        {
            HttpRequestException e => e.HttpRequestError,
            HttpIOException e => e.HttpRequestError,
            _ => HttpRequestError.ResponseEnded,
        };
        return (exception, error) switch
        {
            (OperationCanceledException, _) => Named(
                OutboundFault.Timeout, hop, $"cannot be connected to within {GoDuration.Format(options.ConnectTimeout)}"),
            (_, HttpRequestError.ConfigurationLimitExceeded) => Named(
                OutboundFault.HeadersTooLarge,
                hop,
                $"answered with more than the {options.HeaderKibibytesMax} KiB of headers that are accepted"),
            (_, HttpRequestError.SecureConnectionError) => Named(
                OutboundFault.Unreachable, hop, "did not agree on TLS: its certificate or its protocol is not accepted"),
            (_, HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError) => Named(
                OutboundFault.Unreachable, hop, $"cannot be connected to ({error})"),
            ({ InnerException: SocketException socket }, _) => Named(
                OutboundFault.Protocol, hop, $"broke off the connection ({socket.SocketErrorCode})"),
            (_, HttpRequestError.ResponseEnded) => Named(OutboundFault.Protocol, hop, "broke off its answer"),
            _ => Named(OutboundFault.Protocol, hop, $"did not answer with HTTP ({error})"),
        };
    }
}
