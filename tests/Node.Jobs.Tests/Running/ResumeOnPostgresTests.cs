using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Testing.Http;
using Node.Testing.Postgres;
using Xunit;

namespace Node.Jobs.Tests.Running;

public sealed class ResumeOnPostgresTests() : ResumeSuite(EngineKind.Postgres)
{
    [Fact]
    public async Task A_database_that_is_away_while_a_transaction_is_queued_is_waited_for_and_nothing_is_done_twice()
    {
        var rig = new RunnerRig(Database);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Http.Answer(Source, async (_, token) =>
        {
            asked.TrySetResult();
            await answer.Task.WaitAsync(token);
            return FakeOutboundHttp.Response("21");
        });
        var job = await rig.AddJobAsync(Waiting);
        await rig.StartAsync();
        var run = await rig.AcceptAsync(job, "k");
        await asked.Task.WaitAsync(RunnerRig.Patience, Token);
        await using (await PostgresOutage.BeginAsync(Database))
        {
            answer.SetResult();
            // Longer than the database itself tries again.
            await Task.Delay(TimeSpan.FromMilliseconds(500), Token);
            Assert.Empty(rig.Ended);
        }

        await rig.UntilSuspendedAsync(run.RunId);
        await rig.ReportAsync(TestChain.Report($"run:{run.RunId}:send"));
        await AssertOneEndAsync(rig, job, await rig.EndOfAsync(run.RunId), RunStatus.Completed);
        await rig.CloseAsync();
        Assert.Single(await TestChain.OriginsAsync(Database));
    }
}
