using System.Text;
using Node.Core.Http;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Tests.Running;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Bridges;

/// <summary>Bridges on a real database: stored, asked, their answers kept.</summary>
public abstract class BridgeSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private const string Url = "http://10.0.0.7:8080/price";

    [Fact]
    public async Task A_bridge_is_kept_with_its_secrets_and_found_again_after_a_restart()
    {
        var rig = await StartAsync();
        var created = await rig.Book.CreateAsync(
            new BridgeDraft
            {
                Name = "Price-A", Url = Url, Confirmations = 3, MinimumContractPayment = 7, Timeout = TimeSpan.FromSeconds(2),
                Headers = [new("X-Key", "hidden")],
            },
            Token);
        Assert.Equal("price-a", created.Created!.Bridge.Name);
        Assert.NotEqual(created.Created.IncomingToken, created.Created.OutgoingToken);
        Assert.Equal(64, created.Created.IncomingToken.Length);

        await rig.CloseAsync();
        await Test.ReopenAsync();
        var again = await StartAsync();
        var found = again.Book.Find("PRICE-A")!;
        Assert.Equal(created.Created.Bridge, found);
        var (_, secrets) = (await again.Book.FindForAskingAsync("price-a", Token))!.Value;
        Assert.Equal(created.Created.OutgoingToken, secrets.OutgoingToken);
        Assert.Equal("hidden", Assert.Single(secrets.Headers).Value);
        await again.CloseAsync();
    }

    [Fact]
    public async Task Nothing_that_is_stored_tells_the_incoming_token()
    {
        var rig = await StartAsync();
        var created = await rig.Book.CreateAsync(new BridgeDraft { Name = "a", Url = Url }, Token);
        var row = Assert.Single(await Database.ReadAsync(new BridgeRepository().ListAsync, Token));
        Assert.DoesNotContain(created.Created!.IncomingToken, row.Secrets, StringComparison.Ordinal);
        Assert.Equal(SaltedSecret.Hash(row.IncomingSalt, created.Created.IncomingToken), row.IncomingHash);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_second_bridge_of_a_name_is_refused_whatever_its_case_and_so_is_one_beyond_the_limit()
    {
        var rig = await StartAsync(new BridgeOptions { CountMax = 2 });
        Assert.NotNull((await rig.Book.CreateAsync(new BridgeDraft { Name = "a", Url = Url }, Token)).Created);
        Assert.True((await rig.Book.CreateAsync(new BridgeDraft { Name = "A", Url = Url }, Token)).IsThere);
        Assert.NotNull((await rig.Book.CreateAsync(new BridgeDraft { Name = "b", Url = Url }, Token)).Created);
        Assert.Contains("CountMax", Assert.Single((await rig.Book.CreateAsync(new BridgeDraft { Name = "c", Url = Url }, Token)).Faults).Message, StringComparison.Ordinal);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_change_keeps_name_tokens_and_headers_and_counts_for_the_next_request()
    {
        var rig = await StartAsync();
        var created = (await rig.Book.CreateAsync(new BridgeDraft { Name = "a", Url = Url, Confirmations = 3, Headers = [new("X-Key", "1")] }, Token)).Created!;
        rig.Http.Answer("http://10.0.0.8/", "{}");
        Assert.Equal(0, (await rig.Book.UpdateAsync("a", new BridgeDraft { Name = "other", Url = "http://10.0.0.8/" }, Token)).Updated!.Confirmations);
        await rig.Client.AskAsync(Ask("a"), Token);
        var headers = Assert.Single(rig.Http.Requests).Headers.ToDictionary();
        Assert.Equal(("1", "Bearer " + created.OutgoingToken), (headers["X-Key"], headers["Authorization"]));

        await rig.Book.UpdateAsync("a", new BridgeDraft { Url = "http://10.0.0.8/", Headers = [new("authorization", "Basic x")] }, Token);
        await rig.Client.AskAsync(Ask("a"), Token);
        Assert.Equal(["application/json", "Basic x"], rig.Http.Requests[1].Headers.Select(header => header.Value));

        Assert.Null((await rig.Book.UpdateAsync("b", new BridgeDraft { Url = Url }, Token)).Updated);
        Assert.NotEmpty((await rig.Book.UpdateAsync("a", new BridgeDraft(), Token)).Faults);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_change_by_another_process_is_seen()
    {
        var rig = await StartAsync();
        var other = await StartAsync();
        await other.Book.CreateAsync(new BridgeDraft { Name = "new", Url = Url }, Token);
        await RunnerRig.UntilAsync(() => rig.Book.Find("new") is not null, "the new bridge should be seen");
        await rig.CloseAsync();
        await other.CloseAsync();
    }

    [Fact]
    public async Task A_request_is_a_post_to_a_place_that_an_operator_named_and_follows_no_redirect()
    {
        var rig = await StartAsync();
        await rig.Book.CreateAsync(new BridgeDraft { Name = "a", Url = Url, Timeout = TimeSpan.FromSeconds(2) }, Token);
        rig.Http.Answer(Url, (_, _) => Task.FromResult(new OutboundResponse(200, [new("x-chainlink-pending", "")], "{}"u8.ToArray(), null)));
        var answer = await rig.Client.AskAsync(Ask("a"), Token);
        Assert.True(answer.IsPendingMarked);
        Assert.Equal("10.0.0.7:8080", answer.Host);
        var request = Assert.Single(rig.Http.Requests);
        Assert.Equal((HttpMethod.Post, 0, true, TimeSpan.FromSeconds(2)), (request.Method, request.RedirectsMax, request.ReachesOwnNetwork, request.Timeout));
        Assert.Equal(rig.BridgeOptions.AnswerBytesMax, request.BodyBytesMax);

        await rig.Client.AskAsync(Ask("a") with { Timeout = TimeSpan.FromSeconds(30), Job = new() { MaxTaskDuration = TimeSpan.FromSeconds(9) } }, Token);
        Assert.Equal(TimeSpan.FromSeconds(9), rig.Http.Requests[1].Timeout);
        var unknown = await Assert.ThrowsAsync<BridgeException>(() => rig.Client.AskAsync(Ask("aa"), Token));
        Assert.Equal("could not find bridge with name aa; did you mean a?", unknown.Message);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task What_was_last_asked_is_sent_again_as_the_task_asked_it_and_is_gone_after_a_restart()
    {
        var rig = await StartAsync();
        await rig.Book.CreateAsync(new BridgeDraft { Name = "a", Url = Url, Headers = [new("X-Key", "bridge")], Timeout = TimeSpan.FromSeconds(2) }, Token);
        rig.Http.Answer(Url, "{}");
        var probe = new BridgeProbe(rig.Client, rig.Meter, TimeProvider.System);
        Assert.Null(await probe.AskAsync("a", null, Token));
        await rig.Client.AskAsync(
            Ask("a") with { Headers = [new("X-Key", "task")], Timeout = TimeSpan.FromSeconds(30), Job = new() { DatabaseId = 7, MaxTaskDuration = TimeSpan.FromSeconds(9) }, RunId = 8 },
            Token);

        Assert.Equal(200, (await probe.AskAsync("a", null, Token))!.Status);
        Assert.Equal(200, (await probe.AskAsync("a", null, Token))!.Status);

        Assert.Equal(3, rig.Http.Requests.Count);
        foreach (var request in rig.Http.Requests)
        {
            Assert.Equal(("task", TimeSpan.FromSeconds(9)), (request.Headers.ToDictionary()["X-Key"], request.Timeout));
            Assert.Equal(Ask("a").Payload.ToString(), Encoding.UTF8.GetString(request.Body!.Value.Span));
        }

        Assert.Equal([0, 0, 7], rig.Meter.StatsOf("a").Calls.Select(call => call.JobId));
        await rig.CloseAsync();
        var next = await StartAsync();
        Assert.Null(await new BridgeProbe(next.Client, next.Meter, TimeProvider.System).AskAsync("a", null, Token));
        await next.CloseAsync();
    }

    [Fact]
    public async Task A_kept_answer_survives_a_restart_until_it_is_too_old_and_belongs_to_its_question()
    {
        var rig = await StartAsync();
        var question = new BridgeQuestion("a", [1, 2, 3]);
        await rig.Client.KeepAsync(question, "old", Token);
        await rig.Client.KeepAsync(question, "21", Token);
        await Test.ReopenAsync();
        var again = new RunnerRig(Database);
        Assert.Equal("21", await again.Client.KeptAsync(question, TimeSpan.FromMinutes(1), Token));
        Assert.Null(await again.Client.KeptAsync(question, TimeSpan.FromTicks(-10), Token));
        Assert.Null(await again.Client.KeptAsync(question with { Name = "b" }, TimeSpan.FromMinutes(1), Token));
        Assert.Null(await again.Client.KeptAsync(question with { Digest = [1, 2] }, TimeSpan.FromMinutes(1), Token));
        Assert.Equal(1, again.Meter.StatsOf("a").CacheHits);
    }

    [Fact]
    public async Task More_kept_answers_than_the_limit_push_out_the_oldest()
    {
        var answers = new BridgeAnswerRepository();
        var at = DateTimeOffset.UnixEpoch.AddYears(50);
        for (byte i = 0; i < 5; i++)
        {
            var number = i;
            await Database.WriteAsync(session => answers.KeepAsync(session, new BridgeQuestion("a", [number]), "x", at.AddSeconds(number), 3), Token);
        }

        Assert.Equal(3, await Database.ReadAsync(session => answers.CountAsync(session, "a"), Token));
        Assert.Null(await Database.ReadAsync(session => answers.FindAsync(session, new BridgeQuestion("a", [1]), at), Token));
        Assert.NotNull(await Database.ReadAsync(session => answers.FindAsync(session, new BridgeQuestion("a", [2]), at), Token));
    }

    [Fact]
    public async Task A_deleted_bridge_is_gone_with_its_kept_answers()
    {
        var rig = await StartAsync();
        await rig.Book.CreateAsync(new BridgeDraft { Name = "a", Url = Url }, Token);
        await rig.Client.KeepAsync(new BridgeQuestion("a", [1]), "21", Token);
        Assert.Equal("a", (await rig.Book.DeleteAsync("A", Token)).Deleted?.Name);
        Assert.Null((await rig.Book.DeleteAsync("a", Token)).Deleted);
        Assert.Empty(rig.Book.All);
        Assert.Equal(0, await Database.ReadAsync(session => rig.Answers.CountAsync(session, "a"), Token));
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_run_asks_a_bridge_and_goes_on_with_what_was_kept_while_the_adapter_fails()
    {
        var rig = await StartAsync();
        await rig.Book.CreateAsync(new BridgeDraft { Name = "a", Url = Url }, Token);
        rig.Http.Answer(Url, "{\"price\": 21}");
        var job = await rig.AddJobAsync("""
            ask [type=bridge name=a requestData="{\"from\": \"ETH\"}" cacheTTL="10m"]
            price [type=jsonparse path=price]
            ask -> price
            """);
        var meta = PipelineValue.Map(("jobRun", PipelineValue.Map(("meta", PipelineValue.Map(("n", PipelineValue.Of(1)))))));
        var first = await rig.EndOfAsync((await rig.AcceptAsync(job, "1", meta)).RunId);
        Assert.Equal("""{"from":"ETH","meta":{"n":1}}""", Encoding.UTF8.GetString(rig.Http.Requests[0].Body!.Value.Span));

        rig.Http.Fail(Url, OutboundFault.Timeout);
        var second = await rig.EndOfAsync((await rig.AcceptAsync(job, "2")).RunId);
        await rig.CloseAsync();
        Assert.Equal((RunStatus.Completed, RunStatus.Completed), (first.State, second.State));
        Assert.Equal(PipelineValue.Of(21), RunnerRig.RecordOf(second).Outputs[0]);
        var stats = rig.Meter.StatsOf("a");
        Assert.Equal((2, 1, 1, 1), (stats.Requests, stats.Errors, stats.Timeouts, stats.CacheHits));
        Assert.Equal((first.Id, "ask", job.Id), (stats.Calls[1].RunId, stats.Calls[1].TaskName, stats.Calls[1].JobId));
    }

    private static BridgeRequest Ask(string name) => new() { Name = name, Payload = MapValue.Empty, Body = "{}"u8.ToArray() };

    private async Task<RunnerRig> StartAsync(BridgeOptions? options = null)
    {
        var rig = new RunnerRig(Database, bridges: options);
        await rig.StartAsync();
        return rig;
    }
}
