using Node.Jobs.Pipeline.Tasks;

namespace Node.Commands.Recordings;

/// <summary>Answers for bridges from a recording, each exchange once; asks nobody.</summary>
internal sealed class ReplayingBridges(Recording recording, TimeProvider time) : IBridges
{
    private readonly List<BridgeExchange> _left = [.. recording.Bridges];

    public IReadOnlyCollection<string>? Names => null;

    public TimeSpan CacheTtl => TimeSpan.Zero;

    public async Task<BridgeAnswer> AskAsync(BridgeRequest request, CancellationToken ct)
    {
        var digest = RequestDigest.Of(request);
        var at = _left.FindIndex(exchange => exchange.Digest == digest);
        if (at < 0)
        {
            throw new BridgeException(
                $"the recording has no such request to bridge {request.Name}; the spec or its variables changed, so record it again", isTransient: false);
        }

        var found = _left[at];
        _left.RemoveAt(at);
        if (found.Problem is { } problem)
        {
            throw new BridgeException(problem, found.IsTransient ?? false);
        }

        if (found.Status is not { } status)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
            throw new OperationCanceledException(ct);
        }

        return new BridgeAnswer($"bridge {request.Name}", status, found.Body ?? [], found.IsPending ?? false);
    }

    public ValueTask KeepAsync(BridgeQuestion question, string answer, CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<string?> KeptAsync(BridgeQuestion question, TimeSpan ageMax, CancellationToken ct) => ValueTask.FromResult<string?>(null);
}
