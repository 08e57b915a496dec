using Node.Jobs.Pipeline.Tasks;

namespace Node.Commands;

/// <summary>Bridges that are only known by name: specs are checked against them, nobody is asked.</summary>
internal sealed class KnownBridges(IReadOnlyCollection<string> names) : IBridges
{
    public IReadOnlyCollection<string> Names => names;

    public TimeSpan CacheTtl => TimeSpan.Zero;

    /// <summary>The bridges that a file names, one a line; without a file any may be named. Null after a message when it cannot be read.</summary>
    public static async Task<IBridges?> ReadAsync(string? file, Terminal terminal, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return NoBridges.Instance;
        }

        var names = await NameFile.ReadAsync(file, "a bridge", BridgeNames.TryRead, terminal, cancellationToken);
        return names is null ? null : new KnownBridges(names);
    }

    public Task<BridgeAnswer> AskAsync(BridgeRequest request, CancellationToken ct) => NoBridges.Instance.AskAsync(request, ct);

    public ValueTask KeepAsync(BridgeQuestion question, string answer, CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<string?> KeptAsync(BridgeQuestion question, TimeSpan ageMax, CancellationToken ct) => ValueTask.FromResult<string?>(null);
}
