using Node.Jobs.Pipeline.Tasks;

namespace Node.Commands.Recordings;

/// <summary>Asks bridges for real and keeps what was said.</summary>
internal sealed class RecordingBridges(IBridges inner, Recording recording) : IBridges
{
    public IReadOnlyCollection<string>? Names => inner.Names;

    public TimeSpan CacheTtl => inner.CacheTtl;

    public async Task<BridgeAnswer> AskAsync(BridgeRequest request, CancellationToken ct)
    {
        var exchange = new BridgeExchange { Bridge = request.Name, Digest = RequestDigest.Of(request) };
        int place;
        lock (recording.Gate)
        {
            place = recording.Bridges.Count;
            recording.Bridges.Add(exchange);
        }

        try
        {
            var answer = await inner.AskAsync(request, ct);
            End(place, exchange with { Status = answer.Status, Body = answer.Body, IsPending = answer.IsPendingMarked ? true : null }, ct);
            return answer;
        }
        catch (BridgeException e)
        {
            End(place, exchange with { Problem = e.Message, IsTransient = e.IsTransient }, ct);
            throw;
        }
    }

    public ValueTask KeepAsync(BridgeQuestion question, string answer, CancellationToken ct) => inner.KeepAsync(question, answer, ct);

    public ValueTask<string?> KeptAsync(BridgeQuestion question, TimeSpan ageMax, CancellationToken ct) => inner.KeptAsync(question, ageMax, ct);

    // What comes after the task was ended is not what the task was told.
    private void End(int place, BridgeExchange exchange, CancellationToken ct)
    {
        lock (recording.Gate)
        {
            if (!ct.IsCancellationRequested)
            {
                recording.Bridges[place] = exchange;
            }
        }
    }
}
