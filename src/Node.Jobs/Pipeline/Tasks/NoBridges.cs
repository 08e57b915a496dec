namespace Node.Jobs.Pipeline.Tasks;

/// <summary>No bridge can be asked here; any may be named.</summary>
public sealed class NoBridges : IBridges
{
    private NoBridges()
    {
    }

    /// <summary>The only one.</summary>
    public static NoBridges Instance { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyCollection<string>? Names => null;

    /// <inheritdoc/>
    public TimeSpan CacheTtl => TimeSpan.Zero;

    /// <inheritdoc/>
    public Task<BridgeAnswer> AskAsync(BridgeRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        throw new BridgeException($"nobody is asked here, so the bridge {request.Name} has no answer; name a recording with \"replay\"", isTransient: false);
    }

    /// <inheritdoc/>
    public ValueTask KeepAsync(BridgeQuestion question, string answer, CancellationToken ct) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<string?> KeptAsync(BridgeQuestion question, TimeSpan ageMax, CancellationToken ct) => ValueTask.FromResult<string?>(null);
}
