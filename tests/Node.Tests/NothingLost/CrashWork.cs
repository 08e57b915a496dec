using Node.Tests.Nodes;
using Node.Tests.NothingLost.Loads;
using Xunit;

namespace Node.Tests.NothingLost;

/// <summary>All that is asked of a node that is about to be killed, and what must be true of it afterwards.</summary>
internal sealed class CrashWork
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly UnansweredRuns _unanswered;
    private readonly AskingRuns _inOrder;
    private readonly IReadOnlyList<ICrashLoad> _loads;

    /// <summary>All of it.</summary>
    /// <param name="outside">The world around the node.</param>
    /// <param name="chain">Where transactions go; null to send none.</param>
    public CrashWork(CrashOutside outside, CrashChain? chain)
    {
        _unanswered = new UnansweredRuns(outside);
        _inOrder = new AskingRuns(outside, 'k', "price", concurrentMax: 1);
        _loads =
        [
            _inOrder,
            new AskingRuns(outside, 'p', "slow", concurrentMax: 3),
            new ComputedRuns(),
            new LaterRuns(outside),
            new BridgeRuns(outside),
            _unanswered,
            new FailingRuns(),
            new StoredBridges(outside),
            new StoredJobs(outside),
            new Ticks(),
            .. chain is null ? [] : new ICrashLoad[] { new SentTransactions(chain) },
        ];
    }

    /// <summary>How many different runs were looked at.</summary>
    public int Checked => _loads.Sum(load => load.Checked);

    /// <summary>Makes what stays.</summary>
    public async Task PrepareAsync(TestApi api)
    {
        foreach (var load in _loads)
        {
            await load.PrepareAsync(api);
        }
    }

    /// <summary>Nothing of what was asked before need be known any more.</summary>
    public void Forget()
    {
        foreach (var load in _loads)
        {
            load.Forget();
        }
    }

    /// <summary>One round of everything at once, as far as it comes.</summary>
    public Task RoundAsync(TestApi api) => RoundOnAsync(api);

    /// <summary>The same on several nodes: every second part on each.</summary>
    public Task RoundOnAsync(params IReadOnlyList<TestApi> apis) => Task.WhenAll(_loads.Select(async (load, i) =>
    {
        try
        {
            await load.WorkAsync(apis[i % apis.Count]);
        }
        catch (Exception e) when (IsUnheard(e))
        {
            // It died just now, with the answer on its way or not: that is what is asked again later.
        }
    }));

    /// <summary>Whether a run that asks the outside is accepted and ends.</summary>
    public async Task<bool> TryOneAsync(TestApi api)
    {
        try
        {
            return await _inOrder.TryOneAsync(api);
        }
        catch (Exception e) when (IsUnheard(e))
        {
            return false;
        }
    }

    /// <summary>Asks for runs whose answer never comes, and waits until they wait for it.</summary>
    public Task BeginUnansweredAsync(TestApi api) => _unanswered.BeginAsync(api);

    /// <summary>All that was asked for, and is asked for again, is there once, ends, keeps its result and began in order.</summary>
    public async Task CheckAsync(TestApi api, TimeSpan patience)
    {
        await Task.WhenAll(_loads.Select(load => load.AskAgainAsync(api)));
        await Task.WhenAll(_loads.Select(async load =>
        {
            var startedAt = TimeProvider.System.GetTimestamp();
            while (await load.CheckAsync(api) is { } unended)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < patience, $"{load.GetType().Name}: something does not end: {unended}");
                await Task.Delay(Poll, TestContext.Current.CancellationToken);
            }
        }));
    }

    private static bool IsUnheard(Exception e) => e is HttpRequestException or IOException or OperationCanceledException;
}
