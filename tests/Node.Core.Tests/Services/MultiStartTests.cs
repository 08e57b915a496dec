using CsCheck;
using Node.Core.Services;
using Node.Testing;
using Xunit;

namespace Node.Core.Tests.Services;

public sealed class MultiStartTests
{
    private readonly StringWriter _output = new() { NewLine = " " };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Close_is_in_reverse_order_and_happens_once()
    {
        var services = new MultiStart();
        await services.StartAsync(Ct, Printer.Healthy("a", _output), Printer.Healthy("b", _output));
        await services.StartAsync(Ct, Printer.Healthy("c", _output));

        await services.CloseAsync();
        await services.CloseAsync();

        Assert.Equal("a started b started c started c closed b closed a closed ", _output.ToString());
    }

    [Fact]
    public async Task Close_goes_on_after_failures_and_reports_them_all()
    {
        var services = new MultiStart();
        await services.StartAsync(Ct, Printer.CloseFailure("a", _output), Printer.Healthy("b", _output), Printer.CloseFailure("c", _output));

        var error = await Assert.ThrowsAsync<ServiceException>(services.CloseAsync);

        Assert.Equal("failed to close: c; failed to close: a", error.Message);
        Assert.Equal(2, error.Failures.Count);
        Assert.EndsWith("c close failure b closed a close failure ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_because_puts_the_reason_first()
    {
        var services = new MultiStart();
        await services.StartAsync(Ct, Printer.CloseFailure("a", _output));

        var error = await services.CloseBecauseAsync(new TimeoutException("the database is gone"));

        Assert.Equal("the database is gone; failed to close: a", error.Message);
        Assert.IsType<TimeoutException>(error.InnerException);
    }

    [Fact]
    public async Task Close_because_without_a_close_failure_is_the_reason_alone()
    {
        var services = new MultiStart();
        await services.StartAsync(Ct, Printer.Healthy("a", _output));

        Assert.Equal("why", (await services.CloseBecauseAsync(new TimeoutException("why"))).Message);
        Assert.Equal("a started a closed ", _output.ToString());
    }

    [Fact]
    public async Task A_failure_in_a_later_start_also_closes_what_an_earlier_one_started()
    {
        var services = new MultiStart();
        await services.StartAsync(Ct, Printer.Healthy("a", _output));

        await Assert.ThrowsAsync<ServiceException>(() => services.StartAsync(Ct, Printer.WontStart("b", _output)));

        Assert.Equal("a started b start failure a closed ", _output.ToString());
    }

    [Fact]
    public async Task What_was_closed_starts_nothing_more()
    {
        var services = new MultiStart();
        await services.CloseAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => services.StartAsync(Ct, Printer.Healthy("a", _output)));

        Assert.Equal("", _output.ToString());
    }

    [Fact]
    public async Task A_cancelled_start_begins_no_further_service_and_closes_the_others()
    {
        using var stop = new CancellationTokenSource();
        var services = new MultiStart();
        var stopper = new FakeService("stopper", onStart: async (_, _) => await stop.CancelAsync());

        var error = await Assert.ThrowsAsync<ServiceException>(
            () => services.StartAsync(stop.Token, Printer.Healthy("a", _output), stopper, Printer.Healthy("b", _output)));

        Assert.IsType<OperationCanceledException>(error.InnerException);
        Assert.Equal("a started a closed ", _output.ToString());
        Assert.Equal("stopper is closed", $"stopper {stopper.Ready()}");
    }

    [Fact]
    public async Task A_close_waits_for_a_start_that_is_under_way_and_closes_all_of_it()
    {
        var mayStart = new TaskCompletionSource();
        var slow = new FakeService("slow", onStart: (_, _) => mayStart.Task);
        var services = new MultiStart();
        var starting = services.StartAsync(Ct, Printer.Healthy("a", _output), slow, Printer.Healthy("b", _output));

        var closing = services.CloseAsync();
        Assert.False(closing.IsCompleted);
        mayStart.SetResult();
        await Within.DeadlineAsync(starting);
        await Within.DeadlineAsync(closing);

        Assert.Equal("a started b started b closed a closed ", _output.ToString());
    }

    // Property: whatever fails, what was started is closed once, in reverse, and every failure is named once, the reason first.
    [Fact]
    public async Task Whatever_fails_nothing_stays_open_and_no_failure_is_lost() => await Gen.Select(Gen.Int[0, 9], Gen.Bool.Array[0, 9]).SampleAsync(
        async (failing, closeFails) =>
        {
            await using var output = new StringWriter { NewLine = " " };
            var services = closeFails.Select((fails, i) => new Printer($"{i}", output, startFails: i == failing, closeFails: fails)).ToArray();

            var error = await StartAndCloseAsync(services);

            int[] closed = [.. Enumerable.Range(0, Math.Min(failing, services.Length)).Reverse()];
            string[] failures =
            [
                .. failing < services.Length ? [$"failed to start: {failing}"] : Array.Empty<string>(),
                .. closed.Where(i => closeFails[i]).Select(i => $"failed to close: {i}"),
            ];
            Assert.Equal(string.Join("; ", failures), error?.Message ?? "");
            Assert.EndsWith(
                string.Concat(closed.Select(i => closeFails[i] ? $"{i} close failure " : $"{i} closed ")),
                output.ToString(),
                StringComparison.Ordinal);
        },
        iter: TestScale.Pick(300, 20_000));

    private static async Task<Exception?> StartAndCloseAsync(Printer[] services)
    {
        var multi = new MultiStart();
        try
        {
            await multi.StartAsync(Ct, services);
            await multi.CloseAsync();
            return null;
        }
        catch (ServiceException error)
        {
            return error;
        }
    }
}
