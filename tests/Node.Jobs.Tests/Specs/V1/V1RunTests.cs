using System.Text;
using Microsoft.Extensions.Time.Testing;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Specs.V1;

/// <summary>Jobs of the JSON generation run: what each adapter makes of the data before it.</summary>
public sealed class V1RunTests
{
    private const string Contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

    private readonly V1Rig _rig = new();

    [Theory]
    [InlineData("""{"type":"NoOp"}""", """{"result":"x"}""", "\"x\"")]
    [InlineData("""{"type":"noop"}""", "", "null")]
    [InlineData("""{"type":"copy","params":{"copyPath":["a","b"]}}""", """{"a":{"b":3}}""", "3")]
    [InlineData("""{"type":"copy","params":{"copyPath":"a.-1"}}""", """{"a":[1,2]}""", "2")]
    [InlineData("""{"type":"copy"}""", """{"a":1}""", """{"a":1}""")]
    [InlineData("""{"type":"jsonparse","params":{"path":["last"]}}""", """{"result":"{\"last\": 1.50}"}""", "1.5")]
    [InlineData("""{"type":"jsonparse","params":{"path":"a.b"}}""", """{"result":{"a":{"b":true}}}""", "true")]
    [InlineData("""{"type":"jsonparse","params":{"path":["missing"]}}""", """{"result":"{}"}""", "null")]
    [InlineData("""{"type":"jsonparse"}""", """{"result":"[1,2]","path":"1"}""", "2")]
    [InlineData("""{"type":"multiply","params":{"times":100}}""", """{"result":"10221.31"}""", "1022131")]
    [InlineData("""{"type":"multiply","params":{"times":"0.1"}}""", """{"result":3,"times":7}""", "0.3")]
    [InlineData("""{"type":"multiply"}""", """{"result":3,"times":7}""", "21")]
    [InlineData("""{"type":"multiply"}""", """{"result":3}""", "3")]
    [InlineData("""{"type":"quotient","params":{"dividend":"1"}}""", """{"result":4}""", "0.25")]
    [InlineData("""{"type":"compare","params":{"operator":"eq","value":"a"}}""", """{"result":"a"}""", "true")]
    [InlineData("""{"type":"compare","params":{"operator":"neq","value":1}}""", """{"result":1}""", "false")]
    [InlineData("""{"type":"compare","params":{"operator":"gte","value":"10"}}""", """{"result":"9.99"}""", "false")]
    [InlineData("""{"type":"compare","params":{"operator":"lt","value":10}}""", """{"result":"9.99"}""", "true")]
    [InlineData("""{"type":"ethbytes32"}""", """{"result":"Hi"}""", "\"0x4869000000000000000000000000000000000000000000000000000000000000\"")]
    [InlineData("""{"type":"ethuint256"}""", """{"result":"255.9"}""", "\"0x00000000000000000000000000000000000000000000000000000000000000ff\"")]
    [InlineData("""{"type":"ethint256"}""", """{"result":-1}""", "\"0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\"")]
    [InlineData("""{"type":"ethbool"}""", """{"result":false}""", "\"0x0000000000000000000000000000000000000000000000000000000000000000\"")]
    [InlineData("""{"type":"ethbool"}""", """{"result":0}""", "\"0x0000000000000000000000000000000000000000000000000000000000000001\"")]
    public async Task An_adapter_gives_its_result(string task, string body, string result) =>
        Assert.Equal(result, ValueJson.Write(ResultOf(await _rig.RunTasksAsync(task, body))));

    [Theory]
    [InlineData("""{"type":"jsonparse","params":{"path":["a","b"]}}""", """{"result":"{}"}""", "the step \"a\"")]
    [InlineData("""{"type":"jsonparse"}""", """{"result":"nonsense"}""", "is not JSON")]
    [InlineData("""{"type":"quotient","params":{"dividend":1}}""", """{"result":0}""", "nothing can be divided")]
    [InlineData("""{"type":"multiply","params":{"times":"x"}}""", """{"result":1}""", "times: ")]
    [InlineData("""{"type":"compare","params":{"operator":"like"}}""", """{"result":1}""", "operator is \"like\"")]
    [InlineData("""{"type":"ethuint256"}""", """{"result":-1}""", "out of the range of uint256")]
    [InlineData("""{"type":"httpget"}""", "{}", "neither the task nor the request gives a get or url")]
    [InlineData("""{"type":"ethtx"}""", "{}", "address is missing")]
    [InlineData("""{"type":"noop"}""", "[1]", "accepted is a JSON object")]
    [InlineData("""{"type":"noop"}""", "{", "is not JSON")]
    public async Task What_an_adapter_cannot_do_fails_the_run(string task, string body, string problem)
    {
        var run = await _rig.RunTasksAsync(task, body);
        Assert.Equal(RunState.Errored, run.State);
        Assert.Contains(run.Tasks, done => done.Result.Error?.Message.Contains(problem, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_price_is_fetched_parsed_multiplied_and_sent()
    {
        _rig.Http.Answer("https://prices.test/v1/eth%20usd?fsym=ETH&tsyms=USD", "{\"USD\": 10221.31}");
        var run = await _rig.RunTasksAsync($$"""
            {"type":"HttpGet","params":{"get":"https://prices.test/v1?fsym=ETH","queryParams":["tsyms","USD","fsym","BTC"],"extPath":"eth usd","headers":{"X-Key":["k"]} } },
            {"type":"JsonParse","params":{"path":["USD"]} },
            {"type":"Multiply","params":{"times":100} },
            {"type":"EthUint256"},
            {"type":"EthTx","params":{"address":"{{Contract}}","functionSelector":"0x01020304","fromAddress":"{{Contract}}","gasLimit":90000,"minRequiredOutgoingConfirmations":4} }
            """);
        Assert.Equal(V1Rig.TxHash, ((TextValue)ResultOf(run)).Value);
        var sent = Assert.Single(_rig.Transactions);
        Assert.Equal((Contract, 90000L, 4, true), (sent.To.ToString(), sent.GasLimit, sent.MinConfirmations, sent.FailOnRevert));
        Assert.Equal([Contract], sent.From.Select(from => from.ToString()));
        Assert.Equal("01020304" + 1022131.ToString("x64", null), Convert.ToHexStringLower(sent.Data));
        Assert.Equal("k", Assert.Single(_rig.Http.Requests[0].Headers, header => header.Key == "X-Key").Value);
    }

    [Theory]
    [InlineData("""{"url":"https://x.test/y","body":{"k":[1,null]}}""", """{"result":5}""", """{"k":[1,null]}""")]
    [InlineData("""{"post":"https://x.test/y","body":"{\"k\":true}"}""", """{"result":5}""", """{"k":true}""")]
    [InlineData("""{"post":"https://x.test/","extPath":["y"]}""", """{"a":"b","result":5}""", """{"a":"b","result":5}""")]
    public async Task A_post_sends_its_body_or_all_data_as_JSON_and_its_answer_is_the_result(string given, string body, string sent)
    {
        _rig.Http.Answer("https://x.test/y", "{\"ok\": 1}");
        var run = await _rig.RunTasksAsync($$"""{"type":"HttpPost","params":{{given}} }, {"type":"jsonparse","params":{"path":"ok"} }""", body);
        Assert.Equal("1", ValueJson.Write(ResultOf(run)));
        var request = Assert.Single(_rig.Http.Requests);
        Assert.Equal((HttpMethod.Post, sent), (request.Method, Encoding.UTF8.GetString(request.Body!.Value.Span)));
        Assert.Equal("application/json", Assert.Single(request.Headers, header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value);
    }

    [Theory]
    [InlineData("httpget", 503, 5)]
    [InlineData("httppost", 503, 5)]
    [InlineData("httppost", 400, 1)]
    public async Task A_request_is_sent_five_times_when_its_failure_may_pass(string type, int status, int times)
    {
        var time = new FakeTimeProvider();
        _rig.Http.Answer("https://x.test/", "{}", status);
        var running = _rig.RunTasksAsync($$"""{"type":"{{type}}","params":{"url":"https://x.test/"} }""", "{}", time);
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Equal((RunState.Errored, times), ((await running).State, _rig.Http.Requests.Count));
    }

    [Theory]
    [InlineData("\"format\":\"uint256\"", "5", "0000000000000000000000000000000000000000000000000000000000000005")]
    [InlineData("\"format\":\"int256\"", "-2", "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe")]
    [InlineData("\"format\":\"bool\"", "true", "0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("\"format\":\"preformatted\"", "\"0x0102\"", "0102")]
    [InlineData("\"format\":\"bytes\"", "\"hi\"",
        "00000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000000000000000000000000000000000000002"
        + "6869000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("\"dataPrefix\":\"0xaabb\"", "\"0x0102\"", "aabb0000000000000000000000000000000000000000000000000000000000000102")]
    public async Task A_transaction_carries_the_result_in_its_format(string given, string result, string data)
    {
        await _rig.RunTasksAsync($$"""{"type":"ethtx","params":{"address":"{{Contract}}","functionSelector":"set(uint256)",{{given}} } }""", $$"""{"result":{{result}} }""");
        Assert.Equal("60fe47b1" + data, Convert.ToHexStringLower(Assert.Single(_rig.Transactions).Data));
    }

    [Fact]
    public async Task Results_are_collected_and_encoded_together_behind_the_id_of_the_request()
    {
        var id = new string('a', 64);
        await _rig.RunTasksAsync($$"""
            {"type":"copy","params":{"copyPath":"one"} }, {"type":"resultcollect"},
            {"type":"copy","params":{"copyPath":"two"} }, {"type":"resultcollect"},
            {"type":"ethtx","params":{"address":"{{Contract}}","dataPrefix":"0x{{id}}","abiEncoding":["bytes32","uint256","bool"]} }
            """, """{"one":1,"two":true}""");
        var words = Convert.ToHexStringLower(Assert.Single(_rig.Transactions).Data).Chunk(64).Select(word => new string(word).TrimStart('0'));
        Assert.Equal([id, "40", "60", id, "1", "1"], words);
    }

    [Fact]
    public async Task A_bridge_is_asked_by_name_with_the_data_and_its_answer_is_the_data_behind_it()
    {
        string? asked = null;
        _rig.BridgeAnswer = body =>
        {
            asked = body;
            return "{\"data\":{\"result\":42,\"extra\":\"e\",\"address\":\"0x00000000000000000000000000000000000000ff\"},\"error\":null,\"pending\":false}";
        };
        var run = await _rig.RunTasksAsync("""{"type":"assetPrice","params":{"bodyParam":true}}, {"type":"copy","params":{"copyPath":"extra"}}""", """{"symbol":"ETH"}""");
        Assert.Equal("{\"data\":{\"bodyParam\":true,\"symbol\":\"ETH\"},\"id\":\"17\",\"responseURL\":\"\"}", asked);
        Assert.Equal("assetprice", Assert.Single(_rig.Bridges.Requests).Name);
        Assert.Equal("\"e\"", ValueJson.Write(ResultOf(run)));

        var sent = await _rig.RunTasksAsync("""{"type":"assetPrice"}, {"type":"ethtx","params":{"format":"uint256"}}""");
        Assert.Equal(RunState.Errored, sent.State); // where a transaction goes is not for a bridge to say
        Assert.Empty(_rig.Transactions);
    }

    [Fact]
    public async Task What_a_bridge_calls_an_error_fails_the_run()
    {
        _rig.BridgeAnswer = static _ => "{\"error\":\"no such pair\"}";
        var run = await _rig.RunTasksAsync("""{"type":"assetPrice"}""");
        Assert.Equal(RunState.Errored, run.State);
    }

    [Fact]
    public async Task A_sleep_ends_at_its_instant_and_not_before()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var running = _rig.RunTasksAsync("""{"type":"sleep","params":{"until":"2026-01-01T00:00:05Z"}}, {"type":"noop"}""", """{"result":1}""", time);
        time.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False(running.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(RunState.Completed, (await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).State);
    }

    [Fact]
    public async Task A_task_that_stays_pending_suspends_the_run_and_opens_no_door_whose_key_nobody_has()
    {
        Assert.Equal(RunState.Suspended, (await _rig.RunTasksAsync("""{"type":"noop-pend"}""")).State);
        Assert.Equal(0, _rig.Callbacks);
    }

    [Theory]
    [InlineData("blockNumber", "\"0x1f4\"")]
    [InlineData("logIndex", "\"0x0\"")]
    [InlineData("transactionIndex", "\"0xc\"")]
    [InlineData("address", "\"0x5fbdb2315678afecb367f032d93f642f64180aa3\"")]
    public async Task A_log_has_the_form_of_Ethereum_s_JSON(string name, string value)
    {
        var run = await _rig.RunAsync(
            $$"""{"initiators":[{"type":"ethlog"}],"tasks":[{"type":"copy","params":{"copyPath":"{{name}}"} }]}""",
            PipelineValue.Map(
                ("logTopics", PipelineValue.List()), ("logAddress", Text(Contract)), ("logBlockNumber", PipelineValue.Of(500)), ("logIndex", PipelineValue.Of(0)),
                ("logTxIndex", PipelineValue.Of(12))));
        Assert.Equal(value, ValueJson.Write(ResultOf(run)));
    }

    [Fact]
    public async Task An_oracle_request_gives_its_parameters_and_where_to_answer_it()
    {
        var request = PipelineValue.Map(
            ("requestId", Text("0x" + new string('1', 64))), ("payment", Text("1000")), ("callbackAddr", Text("0x" + new string('2', 40))),
            ("callbackFunctionId", Text("0x33333333")), ("cancelExpiration", Text("9")), ("dataVersion", Text("1")),
            ("data", Text("0x65" + Convert.ToHexString(Encoding.UTF8.GetBytes("times")) + "02"))); // "times": 2 without its map
        var run = await _rig.RunAsync(
            $$"""
            {"initiators":[{"type":"runlog","params":{"address":"{{Contract.ToLowerInvariant()}}"} }],
             "tasks":[{"type":"copy","params":{"copyPath":"times"} },{"type":"multiply"},{"type":"ethuint256"},{"type":"ethtx"}]}
            """,
            PipelineValue.Map(("meta", PipelineValue.Map(("oracleRequest", request))), ("logAddress", Text(Contract)), ("logTopics", PipelineValue.List())));
        Assert.True(run.State == RunState.Completed, string.Join('\n', run.FatalErrors));
        var sent = Assert.Single(_rig.Transactions);
        Assert.Equal(Contract, sent.To.ToString());
        Assert.Equal(
            "4ab0d190" + new string('1', 64) + 1000.ToString("x64", null) + new string('0', 24) + new string('2', 40) + "33333333" + new string('0', 56)
            + 9.ToString("x64", null) + 4.ToString("x64", null),
            Convert.ToHexStringLower(sent.Data));
    }

    private static PipelineValue Text(string text) => PipelineValue.Of(text);

    private static PipelineValue ResultOf(PipelineRun run)
    {
        Assert.True(run.State == RunState.Completed, string.Join('\n', run.FatalErrors));
        var data = Assert.IsType<MapValue>(run.Outputs[0]);
        Assert.True(data.TryGet("result", out var result));
        return result;
    }
}
