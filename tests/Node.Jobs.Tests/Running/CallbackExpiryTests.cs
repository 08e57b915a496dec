using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Jobs.Running;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

public sealed class CallbackExpiryTests() : DatabaseSuite(EngineKind.Sqlite)
{
    [Fact]
    public async Task It_looks_again_soon_after_a_look_that_failed_so_that_the_node_is_soon_ready_when_the_database_is_back()
    {
        var time = new FakeTimeProvider();
        await Database.WriteAsync(session => session.ExecuteAsync("ALTER TABLE run_callbacks RENAME TO away"), Token);
        var expiry = new CallbackExpiry(new RunnerRig(Database).Callbacks, time, NullLogger<CallbackExpiry>.Instance);
        await expiry.StartAsync(Token);
        await RunnerRig.UntilAsync(() => expiry.Ready() is not null, "a look that fails should show");

        await Database.WriteAsync(session => session.ExecuteAsync("ALTER TABLE away RENAME TO run_callbacks"), Token);
        var passed = TimeSpan.Zero;
        await RunnerRig.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
                passed += TimeSpan.FromMilliseconds(10);
                return expiry.Ready() is null;
            },
            "it should look again");
        Assert.InRange(passed, TimeSpan.Zero, CallbackExpiry.Interval / 2);
        await expiry.CloseAsync();
    }
}
