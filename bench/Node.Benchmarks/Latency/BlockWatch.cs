using System.Collections.Concurrent;
using System.Diagnostics;
using DevChain.Chains;

namespace Node.Benchmarks.Latency;

/// <summary>Notes when each block came: the chain's own times are whole seconds.</summary>
internal sealed class BlockWatch : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<long, long> _seenAt = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;

    public BlockWatch(DevRpc rpc) => _watching = WatchAsync(rpc);

    /// <summary>The time between two blocks as they came, in seconds.</summary>
    public double SecondsBetween(long first, long second) => Stopwatch.GetElapsedTime(_seenAt[first], _seenAt[second]).TotalSeconds;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task WatchAsync(DevRpc rpc)
    {
        var last = await rpc.GetBlockNumberAsync(_stopping.Token);
        while (true)
        {
            var number = await rpc.GetBlockNumberAsync(_stopping.Token);
            var now = Stopwatch.GetTimestamp();
            while (last < number)
            {
                _seenAt[++last] = now;
            }

            await Task.Delay(Poll, _stopping.Token);
        }
    }
}
