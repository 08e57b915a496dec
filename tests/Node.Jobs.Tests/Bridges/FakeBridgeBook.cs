using Node.Jobs.Bridges;

namespace Node.Jobs.Tests.Bridges;

/// <summary>Bridges that are just there.</summary>
internal sealed class FakeBridgeBook(params Bridge[] bridges) : IBridgeBook
{
    public IReadOnlyList<Bridge> All => bridges;

    public Bridge? Find(string name) => bridges.FirstOrDefault(bridge => bridge.Name == name);

    public Task<BridgeCreation> CreateAsync(BridgeDraft draft, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<BridgeUpdate> UpdateAsync(string name, BridgeDraft draft, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<BridgeDeletion> DeleteAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();
}
