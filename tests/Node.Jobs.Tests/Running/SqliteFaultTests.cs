using Microsoft.Data.Sqlite;
using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Tests.Runs;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>SQLite fails in the ways it does: what was sent meanwhile is kept once, and all goes on by itself.</summary>
public sealed class SqliteFaultTests() : DatabaseSuite(EngineKind.Sqlite)
{
    [Fact]
    public async Task A_full_disk_holds_up_and_loses_nothing()
    {
        var (rig, accept) = await StartAsync();
        await accept(5);
        var pages = await Database.WriteAsync(session => session.SingleAsync<long>("PRAGMA page_count"), Token);
        await Database.WriteAsync(session => session.QueryAsync<long>($"PRAGMA max_page_count = {pages}"), Token);
        var sending = accept(60);
        await RunnerRig.UntilAsync(() => rig.Journal.Ready() is not null, "the journal should say that it cannot write");
        Assert.Contains("full", rig.Journal.Ready()!.Reason, StringComparison.Ordinal);
        Assert.False(sending.IsCompleted);
        await Database.WriteAsync(session => session.QueryAsync<long>("PRAGMA max_page_count = 1073741823"), Token);
        await CheckAsync(rig, sending, 65);
    }

    [Fact]
    public async Task A_file_that_another_program_writes_to_holds_up_and_loses_nothing()
    {
        var (rig, accept) = await StartAsync();
        await accept(5);
        Task sending;
        await using (var other = new SqliteConnection($"Data Source={Database.Url.Shown["sqlite:".Length..]};Pooling=False"))
        {
            await other.OpenAsync(Token);
            await using var transaction = other.BeginTransaction(deferred: false);
            sending = accept(20);

            // The writer waits for five seconds before it fails and is tried again.
            await Task.Delay(TestScale.Pick(500, 7000), Token);
            Assert.False(sending.IsCompleted);
        }

        await CheckAsync(rig, sending, 25);
    }

    private async Task CheckAsync(RunnerRig rig, Task sending, int count)
    {
        var back = TimeProvider.System.GetTimestamp();
        await RunnerRig.UntilAsync(() => rig.Journal.Ready() is null, "the journal should write again");
        Assert.InRange(TimeProvider.System.GetElapsedTime(back), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await sending;
        await RunnerRig.UntilAsync(async () => await rig.OpenCountAsync() == 0, "all runs should end");
        var keys = await Database.ReadAsync(session => session.QueryAsync<string>("SELECT trigger_key FROM runs ORDER BY id"), Token);
        Assert.Equal(Enumerable.Range(0, count).Select(n => $"k{n}"), keys);
        await rig.CloseAsync();
    }

    private async Task<(RunnerRig Rig, Func<int, Task> Accept)> StartAsync()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync("""price [type=memo value="1.5"]""");
        await rig.StartAsync();
        var sent = 0;
        return (rig, async count =>
        {
            for (var i = 0; i < count; i++)
            {
                var text = new string('x', 500);
                await rig.AcceptAsync(job, $"k{sent++}", PipelineValue.Map(("jobRun", PipelineValue.Map(("text", PipelineValue.Of(text))))));
            }
        });
    }
}
