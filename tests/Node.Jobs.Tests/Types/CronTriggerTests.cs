using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Running;
using Node.Jobs.Tests.Scheduling;
using Node.Jobs.Tests.Specs;
using Node.Jobs.Types.Cron;
using Node.Testing.Storage;
using Xunit;

namespace Node.Jobs.Tests.Types;

public sealed class CronTriggerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_tick_is_a_trigger_whose_key_is_its_instant_until_the_job_is_closed()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 29, 0, 59, 50, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(EngineKind.Sqlite, typeof(JobRepository).Assembly);
        var scheduler = SchedulerRig.SchedulerOf(database.Database, time);
        var inbox = new RecordingInbox();
        var type = new CronJobType(scheduler, inbox, NullLoggerFactory.Instance);
        var spec = Check.Accept($"type = \"cron\"\nschemaVersion = 1\nschedule = \"CRON_TZ=Europe/Paris 0 * * * * *\"\n{Check.Pipeline}");
        var service = Assert.Single(type.BuildServices(new Job(7, Guid.NewGuid(), spec, time.GetUtcNow())));
        await scheduler.StartAsync(Token);
        await service.StartAsync(Token);
        for (var tick = 1; tick <= 2; tick++)
        {
            // To the instant, and then hardly further, however slow the machine: a tick that is a minute late would be a missed one.
            time.Advance(tick == 1 ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(1));
            await RunnerRig.UntilAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromMilliseconds(1));
                    return inbox.Triggers.Count >= tick;
                },
                "the job should tick");
        }

        await service.CloseAsync();
        var count = inbox.Triggers.Count;
        time.Advance(TimeSpan.FromMinutes(5));
        await scheduler.CloseAsync();

        Assert.Equal(["2026-03-29T01:00:00Z", "2026-03-29T01:01:00Z"], inbox.Triggers.Take(2).Select(trigger => trigger.Key));
        Assert.All(inbox.Triggers, trigger => Assert.True(trigger is { JobId: 7, Kind: TriggerKind.Cron } && Trigger.IsKey(trigger.Key)));
        Assert.Equal(count, inbox.Triggers.Count);
    }
}
