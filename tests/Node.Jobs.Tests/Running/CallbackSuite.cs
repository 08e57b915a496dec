using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Node.Jobs.Tests.Runs;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>Bridges that answer later: once, with the token that was given out, whenever it comes.</summary>
public abstract class CallbackSuite(EngineKind engine) : CallbackWorld(engine)
{
    [Fact]
    public async Task A_run_waits_for_a_later_answer_and_goes_on_with_it_as_if_it_had_come_at_once()
    {
        var (rig, job) = await StartAsync();
        rig.Http.Answer(Url, "{\"pending\": true}");
        var run = await rig.AcceptAsync(job, "k");
        await rig.UntilSuspendedAsync(run.RunId);
        var (id, token) = CallbackOf(rig);
        Assert.Equal(7, RequestOf(rig).RootElement.GetProperty("n").GetInt32());

        Assert.Equal(CallbackOutcome.Accepted, await rig.Callbacks.AnswerAsync(id, token, Answer, Token));
        var end = await rig.EndOfAsync(run.RunId);
        Assert.Equal((RunStatus.Completed, PipelineValue.Of(21)), (end.State, RunnerRig.RecordOf(end).Outputs[0]));
        Assert.Equal(CallbackOutcome.Used, await rig.Callbacks.AnswerAsync(id, token, Answer, Token));
        await rig.CloseAsync();
        Assert.Single(rig.Http.Requests);
        Assert.Empty(await rig.WaitsAsync(run.RunId));
        Assert.Single(await rig.HistoryAsync(job));
    }

    [Fact]
    public async Task The_token_has_256_bits_is_new_each_time_and_is_stored_nowhere()
    {
        var (rig, job) = await StartAsync();
        rig.Http.Answer(Url, "{\"pending\": true}");
        HashSet<string> tokens = [];
        foreach (var key in (string[])["a", "b"])
        {
            var run = await rig.AcceptAsync(job, key);
            await rig.UntilSuspendedAsync(run.RunId);
            var (_, token) = CallbackOf(rig);
            Assert.Equal(64, token.Length);
            Assert.True(tokens.Add(token));
            Assert.DoesNotContain(token, (await rig.OpenAsync(run.RunId))!.Checkpoint!, StringComparison.Ordinal);
            Assert.DoesNotContain(token, rig.Meter.StatsOf("slow").LastPayload!.ToString(), StringComparison.Ordinal);
        }

        var kept = await Database.ReadAsync(session => session.QueryAsync<string>("SELECT id || task_name || bridge_name FROM run_callbacks"), Token);
        Assert.Equal(2, kept.Count);
        Assert.DoesNotContain(kept, row => tokens.Any(token => row.Contains(token, StringComparison.Ordinal)));
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_wrong_token_or_that_of_another_task_changes_nothing()
    {
        var (rig, job) = await StartAsync();
        rig.Http.Answer(Url, "{\"pending\": true}");
        var first = await rig.AcceptAsync(job, "1");
        await rig.UntilSuspendedAsync(first.RunId);
        var (id, token) = CallbackOf(rig);
        var second = await rig.AcceptAsync(job, "2");
        await rig.UntilSuspendedAsync(second.RunId);
        var (otherId, otherToken) = CallbackOf(rig);

        Assert.Equal(CallbackOutcome.WrongToken, await rig.Callbacks.AnswerAsync(id, otherToken, Answer, Token));
        Assert.Equal(CallbackOutcome.WrongToken, await rig.Callbacks.AnswerAsync(otherId, token, Answer, Token));
        Assert.Equal(CallbackOutcome.WrongToken, await rig.Callbacks.AnswerAsync(id, "", Answer, Token));
        Assert.Equal(CallbackOutcome.Unknown, await rig.Callbacks.AnswerAsync(Guid.NewGuid(), token, Answer, Token));
        Assert.Equal((RunStatus.Suspended, RunStatus.Suspended), ((await rig.OpenAsync(first.RunId))!.State, (await rig.OpenAsync(second.RunId))!.State));
        Assert.Equal(CallbackOutcome.Accepted, await rig.Callbacks.AnswerAsync(id, token, Answer, Token));
        Assert.Equal(RunStatus.Completed, (await rig.EndOfAsync(first.RunId)).State);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task An_answer_that_comes_before_the_adapter_has_even_replied_is_not_lost()
    {
        var (rig, job) = await StartAsync();
        rig.Http.Answer(Url, async (_, _) =>
        {
            var (id, token) = CallbackOf(rig);
            Assert.Equal(CallbackOutcome.Accepted, await rig.Callbacks.AnswerAsync(id, token, Answer, Token));
            return FakeOutboundHttp.Response("{\"pending\": true}");
        });
        var run = await rig.AcceptAsync(job, "k");
        var end = await rig.EndOfAsync(run.RunId);
        await rig.CloseAsync();
        Assert.Equal((RunStatus.Completed, PipelineValue.Of(21)), (end.State, RunnerRig.RecordOf(end).Outputs[0]));
        Assert.Single(rig.Http.Requests);
    }

    [Fact]
    public async Task An_accepted_answer_counts_also_when_the_reply_to_the_request_is_an_error()
    {
        var (rig, job) = await StartAsync();
        rig.Http.Answer(Url, async (_, _) =>
        {
            var (id, token) = CallbackOf(rig);
            Assert.Equal(CallbackOutcome.Accepted, await rig.Callbacks.AnswerAsync(id, token, Answer, Token));
            return FakeOutboundHttp.Response("{\"error\": \"gateway timeout\"}", 504);
        });
        var end = await rig.EndOfAsync((await rig.AcceptAsync(job, "k")).RunId);
        await rig.CloseAsync();
        Assert.Equal((RunStatus.Completed, PipelineValue.Of(21)), (end.State, RunnerRig.RecordOf(end).Outputs[0]));
        Assert.Single(rig.Http.Requests);
    }

    [Fact]
    public async Task An_adapter_that_answers_at_once_is_not_waited_for_and_a_later_answer_is_refused()
    {
        var (rig, job) = await StartAsync();
        rig.Http.Answer(Url, "{\"price\": 4}");
        var end = await rig.EndOfAsync((await rig.AcceptAsync(job, "k")).RunId);
        Assert.Equal(PipelineValue.Of(4), RunnerRig.RecordOf(end).Outputs[0]);
        var (id, token) = CallbackOf(rig);
        Assert.Equal(CallbackOutcome.Withdrawn, await rig.Callbacks.AnswerAsync(id, token, Answer, Token));
        await rig.CloseAsync();
        Assert.Empty(await rig.WaitsAsync(end.Id));
    }

    [Fact]
    public async Task A_request_that_fails_is_not_waited_for()
    {
        var (rig, job) = await StartAsync();
        rig.Http.Answer(Url, "{\"error\": \"no such pair\", \"pending\": true}", 400);
        var end = await rig.EndOfAsync((await rig.AcceptAsync(job, "k")).RunId);
        await rig.CloseAsync();
        Assert.Equal(RunStatus.Errored, end.State);
        Assert.Contains("bridge slow answered with status 400: \"no such pair\"", RunnerRig.RecordOf(end).ResultOf("ask").Error!.Message, StringComparison.Ordinal);
        var (id, token) = CallbackOf(rig);
        Assert.Equal(CallbackOutcome.Withdrawn, await rig.Callbacks.AnswerAsync(id, token, Answer, Token));
    }

    [Fact]
    public async Task An_error_as_later_answer_is_the_error_of_the_task()
    {
        var (rig, job) = await StartAsync();
        rig.Http.Answer(Url, "{\"pending\": true}");
        var run = await rig.AcceptAsync(job, "k");
        await rig.UntilSuspendedAsync(run.RunId);
        var (id, token) = CallbackOf(rig);
        await rig.Callbacks.AnswerAsync(id, token, TaskResult.Fail("the bridge answered with an error: no"), Token);
        var end = await rig.EndOfAsync(run.RunId);
        await rig.CloseAsync();
        Assert.Equal(RunStatus.Errored, end.State);
        Assert.Contains("answered with an error: no", end.Record, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wait_survives_a_restart_and_nothing_is_asked_twice(bool answersWhileDown)
    {
        var (rig, job) = await StartAsync();
        rig.Http.Answer(Url, "{\"pending\": true}");
        var run = await rig.AcceptAsync(job, "k");
        await rig.UntilSuspendedAsync(run.RunId);
        var (id, token) = CallbackOf(rig);
        await rig.CloseAsync();
        await Test.ReopenAsync();

        if (answersWhileDown)
        {
            Assert.Equal(CallbackOutcome.Accepted, await new RunnerRig(Database).Callbacks.AnswerAsync(id, token, Answer, Token));
        }

        var again = new RunnerRig(Database);
        await again.Book.StartAsync(Token);
        again.With(job);
        await again.Lease.StartAsync(Token);
        await again.Journal.StartAsync(Token);
        await again.Runner.StartAsync(Token);
        if (!answersWhileDown)
        {
            Assert.Equal(CallbackOutcome.Accepted, await again.Callbacks.AnswerAsync(id, token, Answer, Token));
        }

        Assert.Equal(RunStatus.Completed, (await again.EndOfAsync(run.RunId)).State);
        await again.CloseAsync();
        Assert.Empty(again.Http.Requests);
    }

    [Fact]
    public async Task A_node_that_dies_while_it_asks_asks_again_and_takes_an_answer_to_either_request()
    {
        var (rig, job) = await StartAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Http.Answer(Url, async (_, token) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return FakeOutboundHttp.Response("{}");
        });
        var run = await rig.AcceptAsync(job, "k");
        await asked.Task.WaitAsync(RunnerRig.Patience, Token);
        var (id, firstToken) = CallbackOf(rig);
        await rig.CloseAsync();
        await Test.ReopenAsync();

        var again = new RunnerRig(Database);
        await again.Book.StartAsync(Token);
        again.With(job);
        again.Http.Answer(Url, "{\"pending\": true}");
        await again.Lease.StartAsync(Token);
        await again.Journal.StartAsync(Token);
        await again.Runner.StartAsync(Token);
        await again.UntilSuspendedAsync(run.RunId);
        var (secondId, secondToken) = CallbackOf(again);
        Assert.NotEqual(id, secondId);

        Assert.Equal(CallbackOutcome.Accepted, await again.Callbacks.AnswerAsync(id, firstToken, Answer, Token));
        Assert.Equal(CallbackOutcome.Used, await again.Callbacks.AnswerAsync(secondId, secondToken, Answer, Token));
        Assert.Equal(RunStatus.Completed, (await again.EndOfAsync(run.RunId)).State);
        await again.CloseAsync();
    }

    [Fact]
    public async Task An_answer_to_a_run_that_has_ended_otherwise_is_refused()
    {
        var (rig, job) = await StartAsync();
        rig.Http.Answer(Url, "{\"pending\": true}");
        var run = await rig.AcceptAsync(job, "k");
        await rig.UntilSuspendedAsync(run.RunId);
        var (id, token) = CallbackOf(rig);
        await Database.WriteAsync(session => rig.OpenRuns.RemoveAsync(session, [run.RunId]), Token);
        Assert.Equal(CallbackOutcome.RunEnded, await rig.Callbacks.AnswerAsync(id, token, Answer, Token));
        await rig.CloseAsync();
    }

    [Fact]
    public async Task An_answer_after_its_time_is_refused_and_the_run_ends_without_it()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var (rig, job) = await StartAsync(new BridgeOptions { CallbackAgeMax = TimeSpan.FromMinutes(1), CallbackKeptFor = TimeSpan.FromMinutes(5) }, time);
        rig.Http.Answer(Url, "{\"pending\": true}");
        var run = await rig.AcceptAsync(job, "k");
        await rig.UntilSuspendedAsync(run.RunId);
        var (id, token) = CallbackOf(rig);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(await rig.Callbacks.ExpireAsync(10, Token));
        Assert.Equal(RunStatus.Suspended, (await rig.OpenAsync(run.RunId))!.State);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(CallbackOutcome.Late, await rig.Callbacks.AnswerAsync(id, token, Answer, Token));
        await rig.Callbacks.ExpireAsync(10, Token);
        var end = await rig.EndOfAsync(run.RunId);
        Assert.Equal(RunStatus.Errored, end.State);
        Assert.Contains("CallbackAgeMax of 1m0s", RunnerRig.RecordOf(end).ResultOf("ask").Error!.Message, StringComparison.Ordinal);
        Assert.Equal(CallbackOutcome.Late, await rig.Callbacks.AnswerAsync(id, token, Answer, Token));

        time.Advance(TimeSpan.FromMinutes(6));
        await rig.Callbacks.ExpireAsync(10, Token);
        Assert.Equal(CallbackOutcome.Unknown, await rig.Callbacks.AnswerAsync(id, token, Answer, Token));
        await rig.CloseAsync();
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_is_taken()
    {
        var (rig, job) = await StartAsync();
        rig.Http.Answer(Url, "{\"pending\": true}");
        var run = await rig.AcceptAsync(job, "k");
        await rig.UntilSuspendedAsync(run.RunId);
        var (id, token) = CallbackOf(rig);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => rig.Callbacks.AnswerAsync(id, token, Answer, Token))));
        Assert.Single(outcomes, outcome => outcome == CallbackOutcome.Accepted);
        Assert.Equal(7, outcomes.Count(outcome => outcome == CallbackOutcome.Used));
        await rig.EndOfAsync(run.RunId);
        await rig.CloseAsync();
        Assert.Single(await rig.HistoryAsync(job));
    }
}
