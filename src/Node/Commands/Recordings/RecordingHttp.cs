using Node.Core.Http;

namespace Node.Commands.Recordings;

/// <summary>Asks for real and keeps what was said.</summary>
internal sealed class RecordingHttp(IOutboundHttp inner, Recording recording) : IOutboundHttp
{
    public async Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        var exchange = new HttpExchange
        {
            Method = request.Method.Method,
            Host = request.Url.GetLeftPart(UriPartial.Authority).Replace($"{request.Url.UserInfo}@", "", StringComparison.Ordinal),
            Digest = RequestDigest.Of(request),
        };
        var place = Begin(exchange);
        try
        {
            var response = await inner.SendAsync(request, cancellationToken);
            exchange = exchange with { Status = response.Status, Body = response.Body };
            End(place, exchange, cancellationToken);
            return response;
        }
        catch (OutboundHttpException e)
        {
            exchange = exchange with { Fault = e.Fault, Message = e.Message };
            End(place, exchange, cancellationToken);
            throw;
        }
    }

    private int Begin(HttpExchange exchange)
    {
        lock (recording.Gate)
        {
            recording.Http.Add(exchange);
            return recording.Http.Count - 1;
        }
    }

    // What comes after the task was ended is not what the task was told.
    private void End(int place, HttpExchange exchange, CancellationToken cancellationToken)
    {
        lock (recording.Gate)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                recording.Http[place] = exchange;
            }
        }
    }
}
