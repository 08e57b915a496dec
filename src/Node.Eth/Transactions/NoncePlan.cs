namespace Node.Eth.Transactions;

/// <summary>
/// Which nonces a key's transactions get. A nonce that was signed for is never given to anything else; only transactions that
/// were
/// never signed move, and they keep their order.
/// </summary>
internal static class NoncePlan
{
    /// <summary>How many gaps are named; a key with more needs its operator.</summary>
    public const int GapsMax = 1000;

    /// <summary>
    /// The chain has used nonces that we did not give out (another wallet, an older database): everything unsigned moves behind
    /// them.
    /// </summary>
    /// <param name="storedNext">The stored next nonce.</param>
    /// <param name="chainCount">How many transactions of the key are in the chain's latest block.</param>
    /// <param name="signed">Nonces that were signed for and are not settled.</param>
    /// <param name="queued">Nonces of the never-signed transactions, rising.</param>
    public static NonceChange FastForward(
        long storedNext, long chainCount, IReadOnlyCollection<long> signed, IReadOnlyList<long> queued)
    {
        var held = signed.ToHashSet();
        List<NonceMove> moves = [];
        var free = chainCount;
        foreach (var old in queued)
        {
            // Never down: a chain that seems to be behind may only be an endpoint that lags.
            free = Math.Max(free, old);
            free = SkipHeld(free, held);
            AddMove(moves, old, free);
            free++;
        }

        var behindSigned = held.Count == 0 ? 0 : held.Max() + 1;
        return new NonceChange(Math.Max(Math.Max(storedNext, free), behindSigned), moves, []);
    }

    /// <summary>Nonces from <paramref name="floor"/> on that nobody holds although something above them waits.</summary>
    /// <param name="floor">The lowest nonce that can still be mined.</param>
    /// <param name="signed">Nonces that were signed for and are not settled.</param>
    /// <param name="queued">Nonces of the never-signed transactions.</param>
    public static bool HasGap(long floor, IReadOnlyCollection<long> signed, IReadOnlyCollection<long> queued)
    {
        var held = signed.Concat(queued).Where(nonce => nonce >= floor).ToHashSet();
        return held.Count > 0 && held.Max() - floor + 1 > held.Count;
    }

    /// <summary>
    /// Closes the gaps from <paramref name="floor"/> on: unsigned transactions move down into them, as this costs nothing; what
    /// is
    /// left open below a signed transaction is named in <see cref="NonceChange.Gaps"/>.
    /// </summary>
    /// <remarks>Only for gaps that stay: an endpoint that lags shows gaps that are none.</remarks>
    /// <param name="floor">The lowest nonce that can still be mined.</param>
    /// <param name="signed">Nonces that were signed for and are not settled.</param>
    /// <param name="queued">Nonces of the never-signed transactions, rising.</param>
    public static NonceChange CloseGaps(long floor, IReadOnlyCollection<long> signed, IReadOnlyList<long> queued)
    {
        var held = signed.ToHashSet();
        List<NonceMove> moves = [];
        var free = floor;
        foreach (var old in queued)
        {
            free = SkipHeld(free, held);
            AddMove(moves, old, free);
            free++;
        }

        List<long> gaps = [];
        var signedMax = held.Count == 0 ? floor - 1 : held.Max();
        for (var gap = SkipHeld(free, held); gap < signedMax && gaps.Count < GapsMax; gap = SkipHeld(gap + 1, held))
        {
            gaps.Add(gap);
        }

        return new NonceChange(Math.Max(free, signedMax + 1), moves, gaps);
    }

    private static long SkipHeld(long nonce, HashSet<long> held)
    {
        while (held.Contains(nonce))
        {
            nonce++;
        }

        return nonce;
    }

    private static void AddMove(List<NonceMove> moves, long old, long now)
    {
        if (old != now)
        {
            moves.Add(new NonceMove(old, now));
        }
    }
}
