using System.Text.Json;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Rpc;

public sealed class HttpRpcTransportTests : IAsyncLifetime
{
    private ScriptedEthServer _server = null!;
    private HttpRpcTransport _transport = null!;
    private EthClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedEthServer.StartAsync();
        Use(new HttpRpcOptions());
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Calls_and_batches_reach_the_chain()
    {
        _server.Chain.Mine(5);
        Assert.Equal(new ChainId(1337), await _client.GetChainIdAsync(Token));
        Assert.Equal([.. Enumerable.Range(1, 5).Select(i =>
            (long)i)], (await _client.GetHeadersAsync(1, 5, Token)).Select(header => header!.Number));
        Assert.Equal(2, _server.Requests);
    }

    [Fact]
    public async Task A_batch_over_the_limit_is_cut()
    {
        Use(new HttpRpcOptions { BatchItemsMax = 2 });
        _server.Chain.Mine(5);
        Assert.Equal(5, (await _client.GetHeadersAsync(1, 5, Token)).Count(header => header is not null));
        Assert.Equal(3, _server.Requests);
    }

    [Theory]
    [InlineData(429, RpcErrorKind.RateLimited)]
    [InlineData(500, RpcErrorKind.Transient)]
    [InlineData(503, RpcErrorKind.Transient)]
    [InlineData(408, RpcErrorKind.Transient)]
    [InlineData(413, RpcErrorKind.TooLarge)]
    [InlineData(401, RpcErrorKind.Permanent)]
    [InlineData(404, RpcErrorKind.Permanent)]
    [InlineData(302, RpcErrorKind.Permanent)]
    public async Task A_status_says_what_the_failure_means(int status, RpcErrorKind kind)
    {
        _server.Faults.Add(new ScriptedFault(ScriptedFaultKind.Status) { Status = status, RetryAfterSeconds = status == 429
            ? 7 : null });
        var failure = await Assert.ThrowsAsync<RpcException>(() => _client.GetChainIdAsync(Token));
        Assert.Equal(kind, failure.Kind);
        Assert.Equal(status == 429 ? TimeSpan.FromSeconds(7) : null, failure.RetryAfter);
        Assert.Contains(RpcEndpointName.Of(_server.Url), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_object_counts_whatever_the_status()
    {
        _server.Faults.Add(new ScriptedFault(ScriptedFaultKind.Status)
        {
            Status = 400,
            Text = """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"bad"}}""",
        });
        var failure = await Assert.ThrowsAsync<RpcException>(() => _client.GetChainIdAsync(Token));
        Assert.Equal(-32602, failure.Code);
    }

    [Theory]
    [InlineData(ScriptedFaultKind.Truncated)]
    [InlineData(ScriptedFaultKind.Reset)]
    [InlineData(ScriptedFaultKind.LostAnswer)]
    [InlineData(ScriptedFaultKind.WrongId)]
    [InlineData(ScriptedFaultKind.Body)]
    [InlineData(ScriptedFaultKind.Error)]
    [InlineData(ScriptedFaultKind.Null)]
    public async Task What_goes_wrong_once_is_transient_and_the_next_call_works(ScriptedFaultKind kind)
    {
        _server.Faults.Add(new ScriptedFault(kind));
        var failure = await Assert.ThrowsAsync<RpcException>(() => _client.GetChainIdAsync(Token));
        Assert.True(failure.IsTransient, failure.Message);
        Assert.Equal(new ChainId(1337), await _client.GetChainIdAsync(Token));
    }

    [Fact]
    public async Task An_endpoint_that_hangs_is_given_up_in_time()
    {
        Use(new HttpRpcOptions { RequestTimeout = TimeSpan.FromMilliseconds(150) });
        _server.Faults.Add(new ScriptedFault(ScriptedFaultKind.Hang));
        var failure = await Assert.ThrowsAsync<RpcException>(() => _client.GetChainIdAsync(Token));
        Assert.True(failure.IsTransient);
        Assert.Contains("within 0.15 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_told_so()
    {
        _server.Faults.Add(new ScriptedFault(ScriptedFaultKind.Hang));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.GetChainIdAsync(soon.Token));
    }

    [Fact]
    public async Task No_more_than_the_limit_of_an_answer_is_read()
    {
        Use(new HttpRpcOptions { AnswerBytesMax = 1000 });
        Assert.Equal(new ChainId(1337), await _client.GetChainIdAsync(Token));
        _server.Faults.Add(new ScriptedFault(ScriptedFaultKind.Body) { Text = new string(' ', 1001) });
        var failure = await Assert.ThrowsAsync<RpcException>(() => _client.GetChainIdAsync(Token));
        Assert.Equal(RpcErrorKind.TooLarge, failure.Kind);
        Assert.Contains("more than 1000 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_the_url_but_scheme_host_and_port_is_shown()
    {
        await _server.DisposeAsync();
        var url = new UriBuilder(_server.Url) { UserName = "user", Password = "sesame", Path = "/v3/s3cr3t", Query = "key=t0ken" }.Uri;
        using var transport = new HttpRpcTransport(url, new HttpRpcOptions(), TimeProvider.System);
        var failure = await Assert.ThrowsAsync<RpcException>(() => new EthClient(transport).GetChainIdAsync(Token));
        Assert.True(failure.IsTransient);
        var text = failure.ToString();
        Assert.DoesNotContain("sesame", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", text, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", text, StringComparison.Ordinal);
        Assert.StartsWith($"http://127.0.0.1:{_server.Url.Port} ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_batch_asks_nothing()
    {
        Assert.Empty(await _transport.SendAsync([], Token));
        Assert.Equal(0, _server.Requests);
    }

    [Fact]
    public async Task Answers_outlive_the_buffer_they_were_read_from()
    {
        var answers = await _transport.SendAsync([new RpcRequest("eth_chainId", "[]"), new RpcRequest("nope", "[]")], Token);
        Assert.Equal(JsonValueKind.String, answers[0].Result.ValueKind);
        Assert.Equal(-32601, answers[1].Error!.Code);
    }

    private void Use(HttpRpcOptions options)
    {
        _transport?.Dispose();
        _transport = new HttpRpcTransport(_server.Url, options, TimeProvider.System);
        _client = new EthClient(_transport);
    }
}
