using Node.Eth.Heads;
using Node.Eth.Rpc;
using Node.Testing.Chain;

namespace Node.Eth.Tests.Transactions;

/// <summary>The heads of a scripted chain, seen when the test says so.</summary>
internal sealed class ScriptedHeads(ScriptedChain chain) : IHeads
{
    private const int DepthMax = 100;

    private readonly List<IHeadListener> _listeners = [];

    public HeadChain Chain { get; private set; } = HeadChain.Empty;

    public IDisposable Subscribe(IHeadListener listener)
    {
        lock (_listeners)
        {
            _listeners.Add(listener);
        }

        return new Subscription(() =>
        {
            lock (_listeners)
            {
                _listeners.Remove(listener);
            }
        });
    }

    /// <summary>Looks at the chain now and tells the listeners.</summary>
    public void Sync()
    {
        var latest = chain.Latest.Header.Number;
        List<BlockHeader> headers = [];
        for (var number = Math.Max(0, latest - DepthMax + 1); number <= latest; number++)
        {
            headers.Add(chain.Find(number)!.Header);
        }

        Chain = HeadChain.Of(headers);
        IHeadListener[] told;
        lock (_listeners)
        {
            told = [.. _listeners];
        }

        foreach (var listener in told)
        {
            listener.OnHead(new HeadChange([], [headers[^1]], Chain));
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
