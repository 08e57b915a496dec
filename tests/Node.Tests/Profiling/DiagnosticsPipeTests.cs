using Node.Profiling.Vitals;
using Xunit;

namespace Node.Tests.Profiling;

/// <summary>A runtime that takes a call and never answers.</summary>
public sealed class DiagnosticsPipeTests
{
    private static readonly Patience Short = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(100));
    private static readonly Patience Long = new(TimeSpan.FromMinutes(5), TimeSpan.FromMilliseconds(100));
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_that_does_not_begin_or_end_is_given_up_and_none_is_opened_until_it_has(bool opensSessions)
    {
        using var runtime = new SilentRuntime(opensSessions);
        var source = new EventPipeVitals(TimeProvider.System, new DiagnosticsPipe(runtime.Client, Short));

        var failure = await FailureAsync(source, Ct);
        var calls = runtime.Calls;
        var second = await FailureAsync(source, Ct);

        Assert.Contains("did not answer in time", failure.Message, StringComparison.Ordinal);
        Assert.Contains("an earlier session has not ended", second.Message, StringComparison.Ordinal);
        Assert.Equal(calls, runtime.Calls);

        runtime.HangUp();
        var startedAt = TimeProvider.System.GetTimestamp();
        while ((await FailureAsync(source, Ct)).Message.Contains("an earlier session", StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(20), "the earlier session does not end");
            await Task.Delay(10, Ct);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_stops_waits_for_it_only_a_moment(bool opensSessions)
    {
        using var runtime = new SilentRuntime(opensSessions);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var source = new EventPipeVitals(TimeProvider.System, new DiagnosticsPipe(runtime.Client, Long));
        var gathering = FailureAsync(source, stop.Token);
        await NurseBed.WaitAsync(() => runtime.Calls >= (opensSessions ? 2 : 1));

        await stop.CancelAsync();

        Assert.Contains("did not answer in time", (await gathering).Message, StringComparison.Ordinal);
    }

    // The raw trace of a session that is given up is closed with it, or gone.
    [Fact]
    public async Task The_raw_trace_of_a_session_that_does_not_end_is_let_go()
    {
        using var runtime = new SilentRuntime(opensSessions: true);
        using var raw = new MemoryStream();
        var source = new EventPipeVitals(TimeProvider.System, new DiagnosticsPipe(runtime.Client, Short));

        await FailureAsync(source, Ct, raw);

        await NurseBed.WaitAsync(() => !raw.CanWrite);
    }

    private static async Task<VitalsException> FailureAsync(EventPipeVitals source, CancellationToken stopping, Stream? raw = null) =>
        await Assert.ThrowsAsync<VitalsException>(() => Task.Factory.StartNew(
            () => source.Gather(
                new VitalsRequest
                {
                    Vitals = new HashSet<Vital> { Vital.Goroutine },
                    Duration = TimeSpan.FromMilliseconds(50),
                    TraceDuration = TimeSpan.Zero,
                    OpenRaw = _ => raw,
                },
                stopping),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).WaitAsync(Deadline, Ct));
}
