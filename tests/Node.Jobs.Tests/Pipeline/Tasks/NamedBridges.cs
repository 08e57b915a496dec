using Node.Jobs.Pipeline.Tasks;

namespace Node.Jobs.Tests.Pipeline.Tasks;

/// <summary>Bridges that exist and that nobody asks.</summary>
internal sealed class NamedBridges(params string[] names) : IBridges
{
    public IReadOnlyCollection<string> Names => names;

    public TimeSpan CacheTtl => TimeSpan.Zero;

    public Task<BridgeAnswer> AskAsync(BridgeRequest request, CancellationToken ct) => throw new InvalidOperationException("this test asks no bridge");

    public ValueTask KeepAsync(BridgeQuestion question, string answer, CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<string?> KeptAsync(BridgeQuestion question, TimeSpan ageMax, CancellationToken ct) => ValueTask.FromResult<string?>(null);
}
