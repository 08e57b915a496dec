using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Heads;

/// <summary>Follows the newest blocks of a chain by polling, and tells listeners of every change.</summary>
/// <remarks>
/// Keeps nothing on disk. An endpoint that is away, lags or serves another chain makes it unhealthy; it goes on trying.
/// </remarks>
public sealed class HeadTracker : Service, IHeads
{
    private readonly IEthClient _client;
    private readonly HeadTrackerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<HeadTracker> _logger;
    private readonly HeadSync _sync;
    private readonly Lock _gate = new();
    private IHeadListener[] _listeners = [];
    private HeadChain _chain = HeadChain.Empty;
    private HealthFault? _fault;
    private Hash32? _rival;
    private long? _chainCheckedAt;
    private long _advancedAt;

    /// <summary>Makes a tracker; nothing is asked before it starts.</summary>
    public HeadTracker(string name, IEthClient client, HeadTrackerOptions options, TimeProvider time, ILogger<HeadTracker> logger)
        : base(name, logger)
    {
        (_client, _options, _time, _logger) = (client, options, time, logger);
        _sync = new HeadSync(client, options.HeadDepthMax);
    }

    /// <inheritdoc/>
    public HeadChain Chain => Volatile.Read(ref _chain);

    /// <inheritdoc/>
    public IDisposable Subscribe(IHeadListener listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners, listener];
        }

        return new Unsubscriber(this, listener);
    }

    /// <summary>One look at the latest block; gives back how long to wait until the next.</summary>
    internal async Task<TimeSpan> PollAsync(int failures, CancellationToken cancellationToken)
    {
        try
        {
            if (await CheckChainAsync(cancellationToken))
            {
                await FollowAsync(cancellationToken);
            }

            return _options.PollInterval;
        }
        catch (RpcException e)
        {
            Say(HeadHealth.Unreachable(_options.ChainId, e));
            var delay = _options.PollInterval * Math.Pow(2, Math.Min(failures, 20));
            return delay < _options.RetryDelayMax ? delay : _options.RetryDelayMax;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Not ready before the first block; that alone is no fault of its health.</remarks>
    public override HealthFault? Ready() => base.Ready() ?? (Chain.Latest is null ? HeadHealth.NoHeadYet(_options.ChainId) : null);

    /// <inheritdoc/>
    protected override Task OnStartAsync(CancellationToken startToken)
    {
        _advancedAt = _time.GetTimestamp();
        RunLoop("heads", async stopping =>
        {
            var failures = 0;
            while (true)
            {
                var wait = await PollAsync(failures, stopping);
                failures = wait == _options.PollInterval && _fault is null ? 0 : failures + 1;
                await Task.Delay(wait, _time, stopping);
            }
        });
        return Task.CompletedTask;
    }

    /// <summary>Whether the endpoint serves the right chain, by the last check.</summary>
    private async Task<bool> CheckChainAsync(CancellationToken cancellationToken)
    {
        if (_chainCheckedAt is { } at && _time.GetElapsedTime(at) < _options.ChainCheckInterval)
        {
            return true;
        }

        var actual = await _client.GetChainIdAsync(cancellationToken);
        if (actual != _options.ChainId)
        {
            _chainCheckedAt = null; // asked again with every poll until it is right
            Say(HeadHealth.WrongChain(_options.ChainId, actual));
            return false;
        }

        _chainCheckedAt = _time.GetTimestamp();
        return true;
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var head = await _client.GetHeaderAsync(BlockTag.Latest, cancellationToken)
            ?? throw new RpcException(RpcErrorKind.Transient, "the endpoint has no latest block");
        var verdict = ReorgDetector.Judge(_chain, head);
        if (verdict == HeadVerdict.Take || (verdict == HeadVerdict.Rival && _rival == head.Hash))
        {
            var before = _chain.Latest?.Number;
            Publish(await _sync.TakeAsync(_chain, head, cancellationToken));
            if (before is null || head.Number > before)
            {
                _advancedAt = _time.GetTimestamp();
            }
        }
        else if (verdict == HeadVerdict.Lower)
        {
            HeadsLog.LowerHeadIgnored(_logger, _options.ChainId, head.Number, head.Hash);
        }

        _rival = verdict == HeadVerdict.Rival ? head.Hash : null;
        var still = _time.GetElapsedTime(_advancedAt);
        Say(_options.NoNewHeadsThreshold > TimeSpan.Zero && still >= _options.NoNewHeadsThreshold
            ? HeadHealth.NoNewHeads(_options.ChainId, still)
            : null);
    }

    private void Publish(HeadChange change)
    {
        IHeadListener[] listeners;
        lock (_gate)
        {
            // Together, so that whoever subscribes and then reads the chain misses nothing.
            Volatile.Write(ref _chain, change.Chain);
            listeners = _listeners;
        }

        var latest = change.Chain.Latest!;
        HeadsLog.HeadTaken(_logger, _options.ChainId, latest.Number, latest.Hash);
        if (change.IsReorg)
        {
            HeadsLog.Reorg(_logger, _options.ChainId, change.Removed.Count, change.Removed[^1].Number, latest.Number);
        }

        foreach (var listener in listeners)
        {
            listener.OnHead(change);
        }
    }

    private void Say(HealthFault? fault)
    {
        if (fault is not null && fault.Advice != _fault?.Advice)
        {
            HeadsLog.Unhealthy(_logger, fault.Reason, fault.Advice);
        }
        else if (fault is null && _fault is not null)
        {
            HeadsLog.Recovered(_logger, _options.ChainId);
        }

        _fault = fault;
        Report(fault);
    }

    private sealed class Unsubscriber(HeadTracker tracker, IHeadListener listener) : IDisposable
    {
        public void Dispose()
        {
            lock (tracker._gate)
            {
                tracker._listeners = [.. tracker._listeners.Where(known => known != listener)];
            }
        }
    }
}
