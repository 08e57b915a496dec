using System.Text;
using Node.Core.Http;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Tasks.Io;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Tasks;

public sealed class HttpTaskTests
{
    [Fact]
    public async Task A_body_that_is_not_utf8_keeps_its_bytes()
    {
        var http = new FakeHttp(static _ => new OutboundResponse(200, [], new byte[] { 0xff, 0x01 }, null));
        var run = await RunAsync(http, "h [type=http url=\"https://x.example\"]");
        Assert.Equal(PipelineValue.Of(new byte[] { 0xff, 0x01 }), run.Outputs[0]);
    }

    [Fact]
    public async Task The_body_is_the_value_and_the_exchange_is_noted()
    {
        var http = new FakeHttp(static _ => FakeHttp.Response(200, "{\"a\":1}"));
        var run = await RunAsync(http, "h [type=http url=\"https://user:pw@x.example:8443/a?key=secret\"]");

        Assert.Equal(PipelineValue.Of("{\"a\":1}"), run.Outputs[0]);
        Assert.Equal(new OutsideNote("x.example:8443", 200, 7), Assert.Single(run.Tasks[0].Outside));
        var request = Assert.Single(http.Requests);
        Assert.Equal(HttpMethod.Get, request.Method);
        Assert.Null(request.Body);
        Assert.Equal(HttpTask.BodyBytesMax, request.BodyBytesMax);
        Assert.Equal(TimeSpan.FromSeconds(15), request.Timeout);
        Assert.Equal(Guid.Empty.ToString(), request.Caller);
        Assert.Contains(new KeyValuePair<string, string>("Content-Type", "application/json"), request.Headers);
    }

    [Fact]
    public async Task The_request_is_json_with_sorted_members_and_headers_replace_the_usual_ones()
    {
        var http = new FakeHttp(static _ => FakeHttp.Response(201, "ok"));
        await RunAsync(http, """
            h [type=http method=POST url="$(u)" timeout=<3s> headers="[\"content-type\",\"text/x\",\"X-A\",\"1\"]"
               requestData="{\"z\": $(v), \"a\": \"<&>\"}"]
            """, """{"u":"http://x.example/","v":[1.5]}""");
        var request = Assert.Single(http.Requests);
        Assert.Equal("""{"a":"\u003c\u0026\u003e","z":[1.5]}""", Encoding.UTF8.GetString(request.Body!.Value.Span));
        Assert.Equal(["text/x", "1"], request.Headers.Select(static h => h.Value));
        Assert.Equal(TimeSpan.FromSeconds(3), request.Timeout);
    }

    [Theory]
    [InlineData(404, "{\"error\":\"no such pair\"}", "no such pair", TaskErrorKind.Permanent)]
    [InlineData(500, "{\"errorMessage\":\"down\"}", "down", TaskErrorKind.Transient)]
    [InlineData(429, "slow\u202e", "slow\\u202e", TaskErrorKind.Transient)]
    public async Task A_status_from_400_is_an_error_with_what_was_said(int status, string body, string expected, TaskErrorKind kind)
    {
        var run = await RunAsync(new FakeHttp(_ => FakeHttp.Response(status, body)), "h [type=http url=\"https://x.example/a?key=secret\"]");
        var error = run.ResultOf("h").Error!;
        Assert.Equal(kind, error.Kind);
        Assert.Contains($"status {status}: \"{expected}\"", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OutboundFault.Denied, TaskErrorKind.Permanent)]
    [InlineData(OutboundFault.BodyTooLarge, TaskErrorKind.Permanent)]
    [InlineData(OutboundFault.Timeout, TaskErrorKind.Transient)]
    public async Task A_request_that_fails_says_whether_another_may_succeed(OutboundFault fault, TaskErrorKind kind)
    {
        var run = await RunAsync(new FakeHttp(_ => throw new OutboundHttpException(fault, "because")), "h [type=http url=\"http://10.0.0.1/\"]");
        Assert.Equal(new TaskError(kind, "h (http): \"http://10.0.0.1/\": because"), run.ResultOf("h").Error);
    }

    [Theory]
    [InlineData("url=\"ftp://x\"")]
    [InlineData("url=\"/relative\"")]
    [InlineData("url=\"http://x\" method=\"GE T\"")]
    [InlineData("url=\"http://x\" headers=\"[\\\"a\\\"]\"")]
    [InlineData("url=\"http://x\" headers=\"[\\\"a\\\",\\\"b\\nc\\\"]\"")]
    [InlineData("url=\"http://x\" requestData=\"[1]\"")]
    [InlineData("url=\"http://x\" allowUnrestrictedNetworkAccess=yes")]
    [InlineData("")]
    public void What_cannot_work_is_a_fault(string attributes)
    {
        var result = PipelineCompiler.Compile($"h [type=http {attributes}]", Registry(new FakeHttp(static _ => FakeHttp.Response(200, ""))));
        Assert.False(result.IsAccepted);
    }

    [Fact]
    public void A_spec_cannot_lift_the_restriction()
    {
        var result = PipelineCompiler.Compile(
            "h [type=http url=\"http://127.0.0.1/\" allowUnrestrictedNetworkAccess=true]", Registry(new FakeHttp(static _ => FakeHttp.Response(200, ""))));
        Assert.True(result.IsAccepted);
        Assert.Contains("has no effect", Assert.Single(result.Faults).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_headers_than_the_limit_are_refused()
    {
        var headers = string.Join(',', Enumerable.Range(0, HttpHeaders.HeadersMax + 1).Select(static i => $"\\\"h{i}\\\",\\\"v\\\""));
        var run = await RunAsync(new FakeHttp(static _ => FakeHttp.Response(200, "")), $"h [type=http url=\"http://x\" headers=\"[{headers}]\"]");
        Assert.Contains("HeadersMax", run.FatalErrors[0], StringComparison.Ordinal);
    }

    private static TaskRegistry Registry(FakeHttp http) => TestTasks.With(HttpTask.Type(http));

    private static Task<PipelineRun> RunAsync(FakeHttp http, string source, string vars = "{}") =>
        Runner.RunAsync(source, Runner.Vars(vars), Registry(http));
}
