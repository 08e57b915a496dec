using System.Text;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Pipeline.Tasks.Io;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

public sealed class BridgeTaskTests
{
    [Fact]
    public async Task The_answer_is_text_and_the_exchange_is_noted()
    {
        var bridges = new FakeBridges(static _ => FakeBridges.Answer("{\"a\":1}"));
        var run = await RunAsync(bridges, "b [type=bridge name=\"Prices\"]");
        Assert.Equal(PipelineValue.Of("{\"a\":1}"), run.Outputs[0]);
        Assert.Equal(new OutsideNote("adapter:80", 200, 7), Assert.Single(run.Tasks[0].Outside));
        var request = Assert.Single(bridges.Requests);
        Assert.Equal(("prices", "{}", "b", 17L), (request.Name, Encoding.UTF8.GetString(request.Body.Span), request.TaskName, request.RunId));
        Assert.Null(request.Timeout);
    }

    [Theory]
    [InlineData("""requestData="{\"z\": $(v), \"a\": \"<&>\"}" """, """{"a":"\u003c\u0026\u003e","meta":{"m":1},"z":[1.5]}""")]
    [InlineData("requestData=\"$(map)\"", """{"k":"v","meta":{"m":1}}""")]
    [InlineData("includeInputAtKey=x", """{"meta":{"m":1},"x":"in"}""")]
    [InlineData("requestData=<{\"meta\": 5, \"x\": 2}> includeInputAtKey=x", """{"meta":{"m":1},"x":"in"}""")]
    [InlineData("includeInputAtKey=meta", """{"meta":"in"}""")]
    public async Task What_is_asked_is_the_data_the_meta_of_the_run_and_the_first_input(string attributes, string body)
    {
        var bridges = new FakeBridges(static _ => FakeBridges.Answer("1"));
        await RunAsync(
            bridges, $"i [type=memo value=<\"in\">]\nj [type=memo value=2 index=1]\nb [type=bridge name=p {attributes}]\ni -> b\nj -> b",
            """{"jobRun":{"meta":{"m":1}},"v":[1.5],"map":{"k":"v"}}""");
        Assert.Equal(body, Encoding.UTF8.GetString(Assert.Single(bridges.Requests).Body.Span));
    }

    [Theory]
    [InlineData("""{"jobRun":{"meta":null}}""")]
    [InlineData("""{"jobRun":{"meta":[1]}}""")]
    [InlineData("""{"jobRun":3}""")]
    public async Task A_meta_that_is_no_object_is_left_out(string vars)
    {
        var bridges = new FakeBridges(static _ => FakeBridges.Answer("1"));
        await RunAsync(bridges, "b [type=bridge name=p]", vars);
        Assert.Equal("{}", Encoding.UTF8.GetString(Assert.Single(bridges.Requests).Body.Span));
    }

    [Theory]
    [InlineData("timeout=<3s>", 3)]
    [InlineData("timeout=<0s>", 600)]
    [InlineData("timeout=<24h>", 600)]
    [InlineData("", null)]
    public async Task The_time_is_the_tasks_or_else_the_bridges(string attribute, int? seconds)
    {
        var bridges = new FakeBridges(static _ => FakeBridges.Answer("1"));
        await RunAsync(bridges, $"b [type=bridge name=p {attribute}]");
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, Assert.Single(bridges.Requests).Timeout);
    }

    [Theory]
    [InlineData(404, "{\"error\":\"no such pair\"}", "no such pair", TaskErrorKind.Permanent)]
    [InlineData(503, "{\"errorMessage\":\"down\"}", "down", TaskErrorKind.Transient)]
    public async Task A_status_from_400_is_an_error_with_what_was_said(int status, string body, string said, TaskErrorKind kind)
    {
        var run = await RunAsync(new FakeBridges(_ => FakeBridges.Answer(body, status)), "b [type=bridge name=p]");
        Assert.Equal(new TaskError(kind, $"b (bridge): bridge p answered with status {status}: \"{said}\""), run.ResultOf("b").Error);
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again_and_another_is_not()
    {
        var calls = 0;
        var bridges = new FakeBridges(_ => ++calls < 3 ? throw new BridgeException("gone", isTransient: true) : FakeBridges.Answer("1"));
        var run = await RunAsync(bridges, "b [type=bridge name=p retries=5 minBackoff=<0s> maxBackoff=<0s>]");
        Assert.Equal((3, RunState.Completed), (run.Tasks[0].Attempts, run.State));
        run = await RunAsync(
            new FakeBridges(static _ => throw new BridgeException("denied", isTransient: false)), "b [type=bridge name=p retries=5 minBackoff=<0s> maxBackoff=<0s>]");
        Assert.Equal((1, "b (bridge): denied"), (run.Tasks[0].Attempts, run.FatalErrors[0]));
    }

    [Fact]
    public async Task A_kept_answer_stands_in_only_for_the_same_question_and_only_with_a_ttl()
    {
        var isUp = true;
        var bridges = new FakeBridges(_ => isUp ? FakeBridges.Answer("21") : throw new BridgeException("gone", isTransient: true));
        const string Source = "b [type=bridge name=p requestData=<{\"q\": $(q)}> cacheTTL=<1h0.5s> headers=<[\"X-A\", \"1\"]>]";
        Assert.Equal(PipelineValue.Of("21"), (await RunAsync(bridges, Source, """{"q":1,"jobRun":{"meta":{"m":1}}}""")).Outputs[0]);
        isUp = false;
        Assert.Equal(PipelineValue.Of("21"), (await RunAsync(bridges, Source, """{"q":1,"jobRun":{"meta":{"m":2}}}""")).Outputs[0]);
        Assert.Equal(BridgeParams.CacheTtlMax, bridges.AgeAsked);
        Assert.Null((await RunAsync(bridges, Source, """{"q":2}""")).Outputs[0]);
        Assert.Null((await RunAsync(bridges, Source.Replace("\"1\"", "\"2\"", StringComparison.Ordinal), """{"q":1}""")).Outputs[0]);
        Assert.Null((await RunAsync(bridges, Source.Replace("cacheTTL=<1h0.5s>", "", StringComparison.Ordinal), """{"q":1}""")).Outputs[0]);
    }

    [Fact]
    public async Task A_node_may_keep_answers_for_all_tasks_and_a_task_may_decline()
    {
        var bridges = new FakeBridges(static _ => FakeBridges.Answer("21")) { CacheTtl = TimeSpan.FromMinutes(1) };
        await RunAsync(bridges, "b [type=bridge name=p]");
        Assert.Equal(1, bridges.Kept);
        await RunAsync(bridges, "b [type=bridge name=p cacheTTL=<0s>]");
        Assert.Equal(1, bridges.Kept);
    }

    [Theory]
    [InlineData("{\"pending\": true}", false)]
    [InlineData("anything", true)]
    public async Task A_run_that_cannot_be_found_again_is_told_nowhere_and_is_suspended(string body, bool isMarked)
    {
        var bridges = new FakeBridges(_ => FakeBridges.Answer(body) with { IsPendingMarked = isMarked });
        var run = await RunAsync(bridges, "b [type=bridge name=p async=true]");
        Assert.Equal((RunState.Suspended, "the answer of bridge p"), (run.State, run.ResultOf("b").Waiting!.WaitsFor));
        Assert.Equal("{\"responseURL\":\"\"}", Encoding.UTF8.GetString(Assert.Single(bridges.Requests).Body.Span));
        Assert.Empty(bridges.Requests[0].Payload.Members);
    }

    [Theory]
    [InlineData("{\"pending\": false, \"a\": 1}")]
    [InlineData("{\"pending\": \"true\"}")]
    [InlineData("not json")]
    public async Task What_does_not_say_pending_is_the_answer(string body)
    {
        var run = await RunAsync(new FakeBridges(_ => FakeBridges.Answer(body)), "b [type=bridge name=p async=true]");
        Assert.Equal(PipelineValue.Of(body), run.Outputs[0]);
    }

    [Theory]
    [InlineData("", "name is required and not given")]
    [InlineData("name=<a b>", "accepted are letters, digits, - and _")]
    [InlineData("name=\"$(x)\"", "accepted are letters, digits, - and _")]
    [InlineData("name=q", "there is no bridge \"q\" on this node")]
    [InlineData("name=p cacheTTL=soon", "cacheTTL")]
    [InlineData("name=p cacheTTL=<-1s>", "cacheTTL")]
    [InlineData("name=p requestData=<[1]>", "requestData")]
    [InlineData("name=p headers=<[\"a\"]>", "headers")]
    public void What_cannot_work_is_a_fault(string attributes, string expected)
    {
        var result = PipelineCompiler.Compile($"b [type=bridge {attributes}]\nc [type=memo value=1]\nb -> c", Registry(new FakeBridges(static _ => FakeBridges.Answer("")) { Names = ["p", "prices"] }));
        Assert.False(result.IsAccepted);
        Assert.Contains(expected, Assert.Single(result.Faults, fault => !fault.IsWarning).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("price", new[] { "p", "prices" }, "did you mean prices?")]
    [InlineData("zzz", new[] { "b", "a" }, "create it first; the bridges are: a, b")]
    [InlineData("zzz", new string[0], "there are no bridges yet: create it first")]
    public void A_name_that_no_bridge_has_comes_with_those_that_are(string name, string[] known, string fix) => Assert.Equal(fix, BridgeNames.Advice(name, known));

    [Theory]
    [InlineData("async=True")]
    [InlineData("async=1")]
    [InlineData("async=yes")]
    [InlineData("cacheTTL=<1h>")]
    [InlineData("cacheTTL=<500ms>")]
    [InlineData("cacheTTL=<1.5s>")]
    public void What_is_not_as_it_seems_is_a_warning(string attribute)
    {
        var result = PipelineCompiler.Compile($"b [type=bridge name=p {attribute}]", Registry(new FakeBridges(static _ => FakeBridges.Answer(""))));
        Assert.True(result.IsAccepted);
        Assert.True(Assert.Single(result.Faults).IsWarning);
        Assert.False(result.Pipeline!.MaySuspend);
        Assert.Equal(["p"], result.Pipeline.BridgeNames);
    }

    private static TaskRegistry Registry(FakeBridges bridges) => TestTasks.With(BridgeTask.Type(bridges));

    private static Task<PipelineRun> RunAsync(FakeBridges bridges, string source, string vars = "{}") =>
        Runner.RunAsync(source, Runner.Vars(vars), Registry(bridges));
}
