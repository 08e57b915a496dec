using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Heads;
using Node.Eth.Rpc;

namespace Node.Eth.Logs;

/// <summary>
/// Reads the logs of canonical, deep enough blocks and hands them out. Works on nothing but what <see cref="IHeads"/> calls
/// canonical.
/// </summary>
public sealed class LogPoller : Service, ILogPoller, IHeadListener
{
    private readonly IHeads _heads;
    private readonly LogPollerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<LogPoller> _logger;
    private readonly LogCursorKeeper _cursors;
    private readonly LogRound _round;
    private readonly ConcurrentDictionary<string, ServedSubscription> _served = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _register = new(1);
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Lock _gate = new();
    private HeadChain _chain = HeadChain.Empty;
    private long? _rewindTo;
    private IDisposable? _subscription;

    /// <summary>Makes a poller. It may be subscribed to before it starts.</summary>
    public LogPoller(
        string name,
        IEthClient client,
        IHeads heads,
        Database database,
        LogPollerOptions options,
        TimeProvider time,
        ILogger<LogPoller> logger)
        : base(name, logger)
    {
        (_heads, _options, _time, _logger) = (heads, options, time, logger);
        _cursors = new LogCursorKeeper(database, options.ChainId);
        _round = new LogRound(client, _cursors, options, time, logger);
    }

    /// <inheritdoc/>
    public async Task SubscribeAsync(LogSubscription subscription, CancellationToken cancellationToken)
    {
        if (subscription.Name.Length is 0 or > LogSubscription.NameCharsMax || subscription.Confirmations < 1
            || subscription.Topics.Count > RpcDecoder.TopicsMax)
        {
            throw new ArgumentException(
                $"a subscription needs a name of 1 to {LogSubscription.NameCharsMax} characters, at least 1 confirmation "
                + $"and at most {RpcDecoder.TopicsMax} topics",
                nameof(subscription));
        }

        await _register.WaitAsync(cancellationToken);
        try
        {
            if (_served.ContainsKey(subscription.Name))
            {
                throw new InvalidOperationException($"the log subscription {subscription.Name} is being served already");
            }

            var cursor = await _cursors.OpenAsync(subscription.Name, _heads.Latest?.Number + 1, cancellationToken);
            _served[subscription.Name] = new ServedSubscription(subscription, cursor);
        }
        finally
        {
            _register.Release();
        }

        Signal();
    }

    /// <inheritdoc/>
    public async Task UnsubscribeAsync(string name, bool forget, CancellationToken cancellationToken)
    {
        await _register.WaitAsync(cancellationToken);
        try
        {
            if (_served.TryRemove(name, out var served))
            {
                served.IsGone = true;
                await served.Busy.WaitAsync(cancellationToken);
                served.Busy.Release();
                if (!forget)
                {
                    await _cursors.KeepAsync(served, cancellationToken);
                }
            }

            if (forget)
            {
                await _cursors.ForgetAsync(name, cancellationToken);
            }
        }
        finally
        {
            _register.Release();
        }
    }

    /// <inheritdoc/>
    public void OnHead(HeadChange change)
    {
        lock (_gate)
        {
            _chain = change.Chain;
            if (change.IsReorg)
            {
                var fork = change.Removed[^1].Number;
                if (change.IsDeeperThanKept)
                {
                    fork = Math.Max(0, fork - _options.RewindBlocks);
                }

                _rewindTo = _rewindTo is { } lower ? Math.Min(lower, fork) : fork;
            }
        }

        Signal();
    }

    /// <summary>One round over all subscriptions; true when it moved any, so that another should follow at once.</summary>
    internal Task<bool> RoundAsync(CancellationToken cancellationToken)
    {
        HeadChain chain;
        long? rewindTo;
        lock (_gate)
        {
            (chain, rewindTo, _rewindTo) = (_chain, _rewindTo, null);
        }

        return _round.RunAsync([.. _served.Values], chain, rewindTo, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task OnStartAsync(CancellationToken startToken)
    {
        _subscription = _heads.Subscribe(this);
        lock (_gate)
        {
            _chain = _chain.Latest is null ? _heads.Chain : _chain;
        }

        RunLoop("logs", LoopAsync);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task OnCloseAsync()
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    private async Task LoopAsync(CancellationToken stopping)
    {
        var failures = 0;
        try
        {
            while (true)
            {
                var wait = await RoundsAsync(failures, stopping);
                failures = wait is null ? 0 : failures + 1;
                await SleepAsync(wait ?? _round.NextWait(_served.Values), wait is null, stopping);
            }
        }
        finally
        {
            await _cursors.SaveAsync(_served.Values, CancellationToken.None);
            _round.Dispose();
        }
    }

    /// <summary>Rounds until all is handed out; null, or how long to wait after a failure.</summary>
    private async Task<TimeSpan?> RoundsAsync(int failures, CancellationToken stopping)
    {
        var delay = _options.RetryDelay * Math.Pow(2, Math.Min(failures, 4));
        try
        {
            while (await RoundAsync(stopping))
            {
                stopping.ThrowIfCancellationRequested();
            }

            Report(LogHealth.Of([.. _served.Values], _round.Latest));
            return null;
        }
        catch (RpcException e)
        {
            var fault = LogHealth.Unreadable(_options.ChainId, e);
            if (failures == 0)
            {
                LogsLog.Unhealthy(_logger, fault.Reason, fault.Advice);
            }

            Report(fault);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The last frame of the loop: a database that is away must not end it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogsLog.RoundFailed(_logger, e, Name, delay);
            Report(LogHealth.Failed(_options.ChainId, e));
        }

        return delay;
    }

    private async Task SleepAsync(TimeSpan? wait, bool untilSignal, CancellationToken stopping)
    {
        if (!untilSignal)
        {
            await Task.Delay(_options.RetryDelay, _time, stopping); // After a failure, at least this; a new head may cut the rest short.
        }

        using var timer = wait is { } time ? new CancellationTokenSource(time, _time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stopping);
        try
        {
            await _signal.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Time to look again by itself.
        }
    }

    private void Signal()
    {
        lock (_gate)
        {
            if (_signal.CurrentCount == 0)
            {
                _signal.Release();
            }
        }
    }
}
