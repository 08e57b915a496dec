namespace Node.Eth.Logs;

/// <summary>How much is asked for at once: halved when an endpoint says it is too much, doubled with each success.</summary>
internal sealed class LogFetchSize(LogPollerOptions options)
{
    /// <summary>Blocks in a range.</summary>
    public int RangeBlocks { get; private set; } = options.LogRangeBlocksMax;

    /// <summary>Blocks asked for by hash.</summary>
    public int Blocks { get; private set; } = options.LogBlocksMax;

    /// <summary>Contracts in one call.</summary>
    public int Addresses { get; private set; } = options.LogAddressesMax;

    /// <summary>Asks for less; false when it was the least already.</summary>
    public bool Shrink()
    {
        if (RangeBlocks > 1 || Blocks > 1)
        {
            (RangeBlocks, Blocks) = (Math.Max(1, RangeBlocks / 2), Math.Max(1, Blocks / 2));
            return true;
        }

        var before = Addresses;
        Addresses = Math.Max(1, Addresses / 2);
        return Addresses < before;
    }

    /// <summary>Asks for more.</summary>
    public void Grow()
    {
        RangeBlocks = Twice(RangeBlocks, options.LogRangeBlocksMax);
        Blocks = Twice(Blocks, options.LogBlocksMax);
        Addresses = Twice(Addresses, options.LogAddressesMax);
    }

    private static int Twice(int size, int max) => (int)Math.Min(2L * size, max);
}
