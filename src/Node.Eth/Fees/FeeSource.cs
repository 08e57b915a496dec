using System.Numerics;
using Node.Eth.Heads;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Fees;

/// <summary>The offer of the moment, asked for once per head.</summary>
internal sealed class FeeSource(IEthClient client, IHeads heads, FeeOptions options, FeeMetrics? metrics = null)
{
    private volatile Entry? _newest;

    /// <summary>The offer for the newest head; calls the endpoint when that head has none yet.</summary>
    /// <exception cref="RpcException">The endpoint gave no answer.</exception>
    public async Task<FeeDecision> GetAsync(CancellationToken cancellationToken)
    {
        var head = heads.Latest ?? await client.GetHeaderAsync(BlockTag.Latest, cancellationToken)
            ?? throw new RpcException(RpcErrorKind.Transient, "the endpoint has no latest block");
        if (_newest is { } newest && newest.Head == head.Hash)
        {
            return newest.Decision;
        }

        var baseFee = options.Mode == FeeMode.Legacy ? null : head.BaseFeePerGas;
        var suggested = baseFee is { } fee
            ? await TipAsync(fee, cancellationToken)
            : await client.GetGasPriceAsync(cancellationToken);
        var decision = FeeRule.Decide(baseFee, suggested, options);
        _newest = new Entry(head.Hash, decision);
        metrics?.Record(decision);
        return decision;
    }

    private async Task<BigInteger> TipAsync(BigInteger baseFee, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetMaxPriorityFeeAsync(cancellationToken);
        }
        catch (RpcException e) when (!e.IsTransient)
        {
            // The method is younger than EIP-1559 and some endpoints lack it; their gas price is base fee plus tip.
            return BigInteger.Max(BigInteger.Zero, await client.GetGasPriceAsync(cancellationToken) - baseFee);
        }
    }

    private sealed record Entry(Hash32 Head, FeeDecision Decision);
}
