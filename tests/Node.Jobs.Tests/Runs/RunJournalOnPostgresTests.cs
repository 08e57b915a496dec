using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Testing.Postgres;
using Xunit;

namespace Node.Jobs.Tests.Runs;

public sealed class RunJournalOnPostgresTests() : RunJournalSuite(EngineKind.Postgres)
{
    [Fact]
    public async Task What_is_sent_while_the_database_is_away_is_written_when_it_is_back()
    {
        var (journal, told) = NewJournal();
        await journal.StartAsync(Token);
        await AcceptAsync(journal, Open(1, "before"));
        await using var outage = await PostgresOutage.BeginAsync(Database);
        var answers = new List<Task<AcceptedRun>>();
        for (var n = 0; n < 5; n++)
        {
            answers.Add(await journal.AcceptAsync(Open(1, $"k{n}"), Token));
        }

        var started = TimeProvider.System.GetTimestamp();
        while (journal.Ready() is null)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "the journal should say that it cannot write");
            await Task.Delay(TimeSpan.FromMilliseconds(5), Token);
        }

        Assert.Contains("cannot write", journal.Ready()!.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(answers, answer => answer.IsCompleted);
        await outage.EndAsync();
        var runs = await Task.WhenAll(answers).WaitAsync(Patience, Token);
        Assert.All(runs, run => Assert.True(run.IsNew));
        Assert.Equal(["before", "k0", "k1", "k2", "k3", "k4"], told.Accepted.Select(run => run.TriggerKey));
        Assert.Null(journal.Ready());
        await journal.CloseAsync();
    }

    [Fact]
    public async Task A_close_while_the_database_is_away_gives_up_at_once_and_tells_the_senders()
    {
        var (journal, _) = NewJournal();
        await journal.StartAsync(Token);
        await AcceptAsync(journal, Open(1, "before"));
        await using var outage = await PostgresOutage.BeginAsync(Database);
        var answer = await journal.AcceptAsync(Open(1, "k"), Token);
        await journal.CloseAsync().WaitAsync(Patience, Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.WaitAsync(Patience, Token));
    }
}
