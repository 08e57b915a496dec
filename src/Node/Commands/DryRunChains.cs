using Node.Core.Randomness;
using Node.Commands.Recordings;
using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Commands;

/// <summary>
/// The configured chains as a dry run needs them: they are asked, and nothing is sent. A chain that is named and not configured
/// answers no call, so that a task can still show what it would send.
/// </summary>
internal sealed class DryRunChains : IChainEndpoints, IDisposable
{
    private readonly List<IDisposable> _connections = [];
    private readonly Func<ChainId, IRpcTransport?> _unconfigured;

    private DryRunChains(Func<ChainId, IRpcTransport?> unconfigured) => _unconfigured = unconfigured;

    public IReadOnlyList<IChainEndpoint> All { get; private set; } = [];

    /// <summary>Chains that are really asked; what they say goes into the recording, if there is one.</summary>
    public static DryRunChains Asking(IEnumerable<ChainOptions> configured, TimeProvider time, IRandomSource random, Recording? recording)
    {
        var chains = new DryRunChains(_ => null);
        chains.All = [.. configured.OrderBy(options => options.ChainId.Value).Select(options =>
        {
            var transport = ChainEndpoint.Connect(options, time, random, out var connection);
            chains._connections.Add(connection);
            return new ChainEndpoint(options, recording is null ? transport : new RecordingChain(transport, options.ChainId, recording));
        })];
        return chains;
    }

    /// <summary>Chains that answer from a recording.</summary>
    public static DryRunChains Replaying(IEnumerable<ChainOptions> configured, Recording recording, TimeProvider time)
    {
        var left = recording.Chains.ToList();
        var chains = new DryRunChains(id => left.Exists(exchange => exchange.Chain == id.Value) ? new ReplayingChain(id, left, time) : null);
        chains.All = [.. configured.OrderBy(options => options.ChainId.Value).Select(options =>
            new ChainEndpoint(options, new ReplayingChain(options.ChainId, left, time)))];
        return chains;
    }

    public IChainEndpoint? Find(ChainId id) =>
        All.FirstOrDefault(chain => chain.Id == id) ?? new ChainEndpoint(new ChainOptions { ChainId = id }, _unconfigured(id) ?? new NoChain(id));

    public void Dispose() => _connections.ForEach(connection => connection.Dispose());

    private sealed class NoChain(ChainId id) : IRpcTransport
    {
        public Task<IReadOnlyList<RpcResponse>> SendAsync(IReadOnlyList<RpcRequest> batch, CancellationToken cancellationToken) =>
            throw new RpcException(RpcErrorKind.Permanent, $"chain {id} is not configured; add it under Chains to ask it");
    }
}
