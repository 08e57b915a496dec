using Node.Eth.Rpc;

namespace Node.Eth.Heads;

/// <summary>The canonical chain as the node sees it now.</summary>
public interface IHeads
{
    /// <summary>The highest block, or null before the first was seen.</summary>
    BlockHeader? Latest => Chain.Latest;

    /// <summary>The newest blocks; an immutable snapshot.</summary>
    HeadChain Chain { get; }

    /// <summary>Tells <paramref name="listener"/> of every change from now on, until the result is disposed.</summary>
    IDisposable Subscribe(IHeadListener listener);
}
