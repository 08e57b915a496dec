using System.Text.Json.Nodes;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Rpc;

public sealed class BadAnswersTests
{
    private static readonly Hash32 Asked = Hash32.Parse(BadAnswers.Hash);
    private static readonly Address Contract = Address.Parse("0x00000000000000000000000000000000000000c0");

    public static TheoryData<string, string, string> Bad => BadAnswers.All();

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_answer_is_a_transient_failure(string what, string method, string body)
    {
        var failure = await Record.ExceptionAsync(() => CallAsync(method, body));
        Assert.True(failure is RpcException { IsTransient: true }, $"{what}: expected a transient failure, got {failure?.ToString() ?? "an answer"}");
    }

    [Fact]
    public void There_are_at_least_a_hundred_of_them() => Assert.True(Bad.Count >= 100, $"only {Bad.Count}");

    [Fact]
    public async Task The_good_answers_that_they_are_made_from_are_taken()
    {
        await CallAsync("header", BadAnswers.Body(BadAnswers.Header()));
        await CallAsync("logs", BadAnswers.Body(new JsonArray(BadAnswers.Log())));
        await CallAsync("receipt", BadAnswers.Body(BadAnswers.Receipt()));
        await CallAsync("chain id", """{"jsonrpc":"2.0","id":1,"result":"0x539","error":null}""");
    }

    [Theory]
    [InlineData("blockHash")]
    [InlineData("blockNumber")]
    public async Task A_receipt_without_a_block_is_one_of_a_waiting_transaction(string field)
    {
        var receipt = BadAnswers.Receipt();
        receipt[field] = null;
        var receipts = await new EthClient(new BodyTransport(BadAnswers.Body(receipt))).GetReceiptsAsync([Asked], TestContext.Current.CancellationToken);
        Assert.Null(Assert.Single(receipts));
    }

    [Theory]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"result":null}]""")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"result":null},{"jsonrpc":"2.0","id":1,"result":null}]""")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"result":null},{"jsonrpc":"2.0","id":3,"result":null}]""")]
    [InlineData("""[{"jsonrpc":"2.0","id":0,"result":null},{"jsonrpc":"2.0","id":1,"result":null}]""")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"result":null},{"jsonrpc":"2.0","result":null}]""")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"result":null},null]""")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"result":null},{"jsonrpc":"2.0","id":2,"result":null},{"jsonrpc":"2.0","id":3,"result":null}]""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":null}""")]
    [InlineData("[]")]
    public void A_batch_that_is_not_answered_call_by_call_is_refused(string body) =>
        Assert.Throws<RpcFormatException>(() => RpcAnswerReader.Read(Bytes(body), 1, 2, batched: true));

    [Fact]
    public void Answers_of_a_batch_may_come_in_any_order()
    {
        var answers = RpcAnswerReader.Read(Bytes("""[{"jsonrpc":"2.0","id":6,"result":"b"},{"jsonrpc":"2.0","id":5,"error":{"code":1,"message":"a"}}]"""), 5, 2, true);
        Assert.Equal("a", answers[0].Error!.Message);
        Assert.Equal("b", answers[1].Result.GetString());
    }

    [Fact]
    public void A_batch_may_be_refused_as_a_whole()
    {
        var answers = RpcAnswerReader.Read(
            Bytes("""{"jsonrpc":"2.0","id":null,"error":{"code":-32005,"message":"too many"}}"""), 5, 2, true);
        Assert.All(answers, answer => Assert.Equal(-32005, answer.Error!.Code));
    }

    [Fact]
    public async Task More_logs_than_the_limit_are_refused_before_they_are_read()
    {
        var body = $$"""{"jsonrpc":"2.0","id":1,"result":[{{string.Join(',', Enumerable.Repeat("1", RpcDecoder.LogsMax + 1))}}]}""";
        var failure = await Assert.ThrowsAsync<RpcException>(() => CallAsync("logs", body));
        Assert.Contains($"at most {RpcDecoder.LogsMax}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_endpoint_says_is_kept_up_to_the_limit()
    {
        var said = new string('x', RpcException.ServerMessageCharsMax + 1);
        var answers = RpcAnswerReader.Read(
            Bytes($$$"""{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"{{{said}}}"}}"""), 1, 1, batched: false);
        Assert.Equal(RpcException.ServerMessageCharsMax, answers[0].Error!.Message.Length);
    }

    [Fact]
    public async Task Broken_bytes_never_cause_anything_but_an_answer_or_a_transient_failure()
    {
        var random = SeededRandom.Fresh();
        string[] good =
        [
            BadAnswers.Body(BadAnswers.Header()), BadAnswers.Body(new JsonArray(BadAnswers.Log())), BadAnswers.Body(BadAnswers.Receipt()),
            """{"jsonrpc":"2.0","id":1,"error":{"code":3,"message":"execution reverted","data":"0x08c379a0"}}""",
        ];
        string[] methods = ["header", "logs", "receipt", "call"];
        var refused = 0;
        var rounds = TestScale.Pick(4_000, 400_000);
        for (var round = 0; round < rounds; round++)
        {
            var kind = Draw(4);
            var text = good[kind].ToCharArray().ToList();
            for (var changes = 1 + Draw(4); changes > 0; changes--)
            {
                var at = Draw(text.Count);
                switch (Draw(4))
                {
                    case 0:
                        text.RemoveAt(at);
                        break;
                    case 1:
                        text.Insert(at, "0123456789abcdefx\"{}[]:,\\ \u2028\ud800"[Draw(27)]);
                        break;
                    case 2:
                        text[at] = (char)(32 + Draw(96));
                        break;
                    default:
                        text.RemoveRange(at, Math.Min(text.Count - at - 1, Draw(30)));
                        break;
                }
            }

            var failure = await Record.ExceptionAsync(() => CallAsync(methods[kind], new string([.. text])));
            Assert.True(failure is null or RpcException, $"{random}, round {round}: {failure}");
            refused += failure is null ? 0 : 1;
        }

        Assert.True(refused > rounds / 2, $"{random}: only {refused} of {rounds} were refused");

        int Draw(int max)
        {
            Span<byte> word = stackalloc byte[4];
            random.Fill(word);
            return (int)(BitConverter.ToUInt32(word) % (uint)max);
        }
    }

    private static byte[] Bytes(string body) => System.Text.Encoding.UTF8.GetBytes(body);

    private static Task CallAsync(string method, string body)
    {
        var client = new EthClient(new BodyTransport(body));
        var token = TestContext.Current.CancellationToken;
        return method switch
        {
            "chain id" => client.GetChainIdAsync(token),
            "header" => RequireAsync(client.GetHeaderAsync(BlockTag.Latest, token)),
            "logs" => client.GetLogsAsync(new LogQuery { BlockHash = Asked, Addresses = [Contract], Topics = [[Asked]] }, token),
            "receipt" => client.GetReceiptsAsync([Asked], token),
            _ => client.CallAsync(new CallRequest { To = Contract }, BlockTag.Latest, token),
        };
    }

    private static async Task RequireAsync(Task<BlockHeader?> header) => Assert.NotNull(await header);
}
