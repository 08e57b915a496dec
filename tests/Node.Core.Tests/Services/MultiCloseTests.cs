using Node.Core.Services;
using Xunit;

namespace Node.Core.Tests.Services;

public sealed class MultiCloseTests
{
    [Fact]
    public async Task An_empty_set_closes() => await new MultiClose().CloseAsync();

    [Fact]
    public async Task All_close_at_the_same_time()
    {
        var arrivals = new CountdownEvent(3);
        var services = new MultiClose();
        foreach (var i in Enumerable.Range(0, 3))
        {
            services.Add(new CloseAction(async () =>
            {
                arrivals.Signal();
                await Within.UntilAsync(() => arrivals.IsSet);
            }));
        }

        await Within.DeadlineAsync(services.CloseAsync());

        Assert.Equal(3, services.Count());
    }

    [Fact]
    public async Task One_that_blocks_its_thread_does_not_hold_up_the_others()
    {
        using var otherClosed = new ManualResetEventSlim();
        var services = new MultiClose
        {
            new CloseAction(() =>
            {
                Assert.True(otherClosed.Wait(Within.Deadline));
                return Task.CompletedTask;
            }),
            new CloseAction(() =>
            {
                otherClosed.Set();
                return Task.CompletedTask;
            }),
        };

        await Within.DeadlineAsync(services.CloseAsync());
    }

    [Fact]
    public async Task Failures_are_reported_in_the_order_of_the_services_whichever_came_first()
    {
        var secondFailed = new TaskCompletionSource();
        var services = new MultiClose
        {
            new CloseAction(async () =>
            {
                await secondFailed.Task;
                throw new TimeoutException("first");
            }),
            new CloseAction(() =>
            {
                secondFailed.SetResult();
                throw new TimeoutException("second");
            }),
        };

        var error = await Assert.ThrowsAsync<ServiceException>(services.CloseAsync);

        Assert.Equal("first; second", error.Message);
    }

    private sealed class CloseAction(Func<Task> close) : IStartClose
    {
        public Task StartAsync(CancellationToken startToken) => Task.CompletedTask;

        public Task CloseAsync() => close();
    }
}
