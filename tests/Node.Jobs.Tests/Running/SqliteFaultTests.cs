using Microsoft.Data.Sqlite;
using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Tests.Runs;
using Node.Testing;
using Node.Testing.Storage;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>SQLite fails in the ways it does: what was sent meanwhile is kept once, and all goes on by itself.</summary>
public sealed class SqliteFaultTests() : DatabaseSuite(EngineKind.Sqlite)
{
    private string FilePath => Database.Url.Shown["sqlite:".Length..];

    [Fact]
    public async Task A_full_disk_holds_up_and_loses_nothing()
    {
        var (rig, accept) = await StartAsync(Database);
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
    public async Task A_full_file_system_with_its_write_ahead_log_holds_up_and_loses_nothing()
    {
        await using var disk = await SmallDisk.TryMountAsync(4, Token);
        var url = DatabaseUrl.ForSqlite(Path.Combine(disk?.Folder ?? Path.GetDirectoryName(FilePath)!, "small.db"));
        await using var database = Database.Open(url, TimeProvider.System);
        await MigrationRunner.ApplyAsync(database, MigrationSource.Read(EngineKind.Sqlite, [typeof(Database).Assembly, typeof(RunJournal).Assembly]), Token);
        var (rig, accept) = await StartAsync(database);
        await accept(5);
        var sent = 5;
        for (var time = 0; time < TestScale.Pick(2, 10); time++, sent += 60)
        {
            await FillAsync(database, disk);
            var sending = accept(60);
            await RunnerRig.UntilAsync(() => rig.Journal.Ready() is not null, "the journal should say that it cannot write");
            Assert.False(sending.IsCompleted);
            await FreeAsync(database, disk);
            await UntilDoneAsync(database, rig, sending, sent + 60);
        }

        Assert.Equal("ok", await database.ReadAsync(session => session.SingleAsync<string>("PRAGMA integrity_check"), Token));
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_file_that_another_program_writes_to_holds_up_and_loses_nothing()
    {
        var (rig, accept) = await StartAsync(Database);
        await accept(5);
        Task sending;
        await using (var other = new SqliteConnection($"Data Source={FilePath};Pooling=False"))
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

    // Without the right to mount, the file itself is limited: all that this machine allows to be tried.
    private static async Task FillAsync(Database database, SmallDisk? disk)
    {
        if (disk is null)
        {
            var pages = await database.WriteAsync(session => session.SingleAsync<long>("PRAGMA page_count"), Token);
            await database.WriteAsync(session => session.QueryAsync<long>($"PRAGMA max_page_count = {pages}"), Token);
            return;
        }

        // The log begins anew, or it would write over its old pages.
        await database.ReadAsync(session => session.QueryAsync<long>("PRAGMA wal_checkpoint(TRUNCATE)"), Token);
        disk.Fill();
    }

    private static async Task FreeAsync(Database database, SmallDisk? disk)
    {
        if (disk is null)
        {
            await database.WriteAsync(session => session.QueryAsync<long>("PRAGMA max_page_count = 1073741823"), Token);
            return;
        }

        disk.Free();
    }

    private static async Task UntilDoneAsync(Database database, RunnerRig rig, Task sending, int count)
    {
        var back = TimeProvider.System.GetTimestamp();
        await RunnerRig.UntilAsync(() => rig.Journal.Ready() is null, "the journal should write again");
        Assert.InRange(TimeProvider.System.GetElapsedTime(back), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await sending;
        await RunnerRig.UntilAsync(async () => await rig.OpenCountAsync() == 0, "all runs should end");
        var keys = await database.ReadAsync(session => session.QueryAsync<string>("SELECT trigger_key FROM runs ORDER BY id"), Token);
        Assert.Equal(Enumerable.Range(0, count).Select(n => $"k{n}"), keys);
    }

    private async Task CheckAsync(RunnerRig rig, Task sending, int count)
    {
        await UntilDoneAsync(Database, rig, sending, count);
        await rig.CloseAsync();
    }

    private static async Task<(RunnerRig Rig, Func<int, Task> Accept)> StartAsync(Database database)
    {
        var rig = new RunnerRig(database);
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
