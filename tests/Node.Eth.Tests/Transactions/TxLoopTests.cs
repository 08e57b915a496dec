using System.Globalization;
using Node.Core.Storage;
using Node.Eth.Transactions;
using Xunit;

namespace Node.Eth.Tests.Transactions;

/// <summary>The services with their own loops and the real clock.</summary>
public abstract class TxLoopTests(EngineKind engine)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_burst_from_one_key_is_mined_exactly_once_and_in_order()
    {
        const int Count = 300;
        await using var rig = await StartedAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(lane => Task.Run(async () =>
        {
            for (var i = lane; i < Count; i += 10)
            {
                await EnqueueAsync(rig, i.ToString(CultureInfo.InvariantCulture));
            }
        })));

        await UntilAsync(
            () =>
            {
                rig.Chain.Mine();
                rig.Heads.Sync();
                return rig.MinedCalls().Count >= Count && rig.Observer.Reports.Count >= Count;
            },
            TimeSpan.FromMilliseconds(50),
            () => $"{rig.MinedCalls().Count} mined, {rig.Observer.Reports.Count} told, {rig.Chain.Pool.Count} waiting");

        var mined = rig.MinedCalls();
        Assert.Equal(Enumerable.Range(0, Count).Select(i => (long)i), mined.Select(tx => tx.Nonce));
        Assert.Equal(Count, mined.Select(tx => Convert.ToHexString(tx.Data)).Distinct().Count());
        Assert.Equal(Count, rig.Observer.Reports.Select(report => report.Origin).Distinct().Count());
        Assert.All(rig.Observer.Reports, report => Assert.True(report.State is TxState.Mined or TxState.Final));
        await CloseAsync(rig);
        await TxInvariants.CheckAsync(rig);
    }

    [Fact]
    public async Task A_commit_wakes_the_sender_which_needs_no_poll()
    {
        await using var rig = await StartedAsync();
        List<double> milliseconds = [];
        for (var i = 0; i < 20; i++)
        {
            await EnqueueAsync(rig, i.ToString(CultureInfo.InvariantCulture));
            var committed = TimeProvider.System.GetTimestamp();
            var count = i + 1;
            await UntilAsync(() => rig.Chain.Pool.Count == count, TimeSpan.FromMilliseconds(1), () => $"{rig.Chain.Pool.Count} sent of {count}");
            milliseconds.Add(TimeProvider.System.GetElapsedTime(committed).TotalMilliseconds);
        }

        milliseconds.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"commit to pool: p50 {milliseconds[10]:F1} ms, max {milliseconds[^1]:F1} ms");
        Assert.True(milliseconds[10] < 1000, $"half of the sendings took longer than {milliseconds[10]} ms");
        await CloseAsync(rig);
    }

    // The poll is set so far apart that only signals can be what moves things.
    private async Task<TxRig> StartedAsync()
    {
        var rig = await TxRig.CreateAsync(engine);
        rig.Options = new TxOptions { PollInterval = TimeSpan.FromMinutes(5), RebroadcastAfter = TimeSpan.FromMinutes(5) };
        rig.Restart(TimeProvider.System);
        foreach (var service in rig.Services.Services)
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }

        return rig;
    }

    private static async Task CloseAsync(TxRig rig)
    {
        foreach (var service in rig.Services.Services.Reverse())
        {
            Assert.Null(service.Ready());
            await service.CloseAsync();
        }
    }

    private static Task<TxTicket> EnqueueAsync(TxRig rig, string origin) => rig.EnqueueAsync(
        origin, request => request with { Data = System.Text.Encoding.UTF8.GetBytes(origin) });

    private static async Task UntilAsync(Func<bool> isDone, TimeSpan pause, Func<string> state)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isDone())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, $"not done after {Deadline}: {state()}");
            await Task.Delay(pause, TestContext.Current.CancellationToken);
        }
    }
}
