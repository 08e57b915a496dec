using Node.Eth.Rpc;

namespace Node.Eth.Heads;

/// <summary>Fetches the blocks between the known chain and a new head.</summary>
internal sealed class HeadSync(IEthClient client, int depthMax)
{
    /// <summary>Missing blocks up to which parents are walked one by one; more are fetched together by height first.</summary>
    public const int WalkBlocks = 3;

    /// <summary>How the chain changes when <paramref name="head"/> is its latest.</summary>
    /// <exception cref="RpcException">The endpoint failed, or its answers do not fit together; nothing is changed.</exception>
    public async Task<HeadChange> TakeAsync(HeadChain chain, BlockHeader head, CancellationToken cancellationToken)
    {
        if (chain.Latest is not { } latest)
        {
            return ReorgDetector.Attach(chain, await WindowAsync(head, cancellationToken), depthMax);
        }

        var missing = head.Number - latest.Number - 1;
        if (missing >= depthMax)
        {
            var branch = await WindowAsync(head, cancellationToken);
            var now = await client.GetHeadersAsync(chain.Oldest!.Number, chain.Count, cancellationToken);
            return ReorgDetector.Jump(chain, branch, now, depthMax);
        }

        var linked = missing > WalkBlocks
            ? ReorgDetector.LinkedTo(head, await client.GetHeadersAsync(latest.Number + 1, (int)missing, cancellationToken))
            : [head];
        return ReorgDetector.Attach(chain, await WalkAsync(chain, linked, cancellationToken), depthMax);
    }

    /// <summary>The newest blocks up to the head, as many as are kept.</summary>
    private async Task<List<BlockHeader>> WindowAsync(BlockHeader head, CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(depthMax - 1, head.Number);
        var linked = ReorgDetector.LinkedTo(head, await client.GetHeadersAsync(head.Number - count, count, cancellationToken));
        while (linked.Count <= count)
        {
            await AddParentAsync(linked, cancellationToken); // The chain forked between the answers.
        }

        return linked;
    }

    /// <summary>
    /// Goes down by parent hash until the chain is met, or it is clear that all that is kept of it is on another fork.
    /// </summary>
    private async Task<List<BlockHeader>> WalkAsync(
        HeadChain chain, List<BlockHeader> linked, CancellationToken cancellationToken)
    {
        while (!ReorgDetector.Connects(chain, linked[0]) && linked[0].Number > chain.Oldest!.Number)
        {
            await AddParentAsync(linked, cancellationToken);
        }

        return linked;
    }

    private async Task AddParentAsync(List<BlockHeader> linked, CancellationToken cancellationToken)
    {
        var parent = await client.GetHeaderAsync(linked[0].ParentHash, cancellationToken)
            ?? throw new RpcException(RpcErrorKind.Transient, $"the endpoint does not know the parent of block {linked[0].Number}");
        if (!HeadChain.IsParent(parent, linked[0]))
        {
            throw new RpcException(RpcErrorKind.Transient, $"the endpoint gives block {parent.Number} as the parent of block {linked[0].Number}");
        }

        linked.Insert(0, parent);
    }
}
