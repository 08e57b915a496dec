using System.Numerics;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Rpc;

public sealed class EthClientTests
{
    private static readonly Address Contract = Address.Parse("0x00000000000000000000000000000000000000c0");
    private static readonly Hash32 Topic = Keccak256.Hash("Happened()");

    private readonly ScriptedChain _chain = new();
    private readonly ScriptedTransport _transport;
    private readonly EthClient _client;

    public EthClientTests()
    {
        _transport = new ScriptedTransport(_chain);
        _client = new EthClient(_transport);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_chain_id_is_read() => Assert.Equal(new ChainId(1337), await _client.GetChainIdAsync(Token));

    [Fact]
    public async Task Headers_are_found_by_tag_by_height_and_by_hash()
    {
        _chain.Mine(60);
        var latest = await _client.GetHeaderAsync(BlockTag.Latest, Token);
        Assert.Equal(_chain.Latest.Header, latest);
        Assert.Equal(_chain.Find(10)!.Header, await _client.GetHeaderAsync(BlockTag.Finalized, Token));
        Assert.Equal(_chain.Find(3)!.Header, await _client.GetHeaderAsync(BlockTag.Number(3), Token));
        Assert.Equal(_chain.Find(3)!.Header, await _client.GetHeaderAsync(_chain.Find(3)!.Header.Hash, Token));
        Assert.Null(await _client.GetHeaderAsync(BlockTag.Number(61), Token));
        Assert.Null(await _client.GetHeaderAsync(Keccak256.Hash("nothing"), Token));
    }

    [Fact]
    public async Task Headers_of_a_range_come_in_one_batch_with_null_above_the_top()
    {
        _chain.Mine(2);
        var headers = await _client.GetHeadersAsync(1, 3, Token);
        Assert.Equal([_chain.Find(1)!.Header, _chain.Find(2)!.Header, null], headers);
        Assert.Equal(1, _transport.Requests);
    }

    [Fact]
    public async Task Logs_are_found_by_block_hash_and_by_range()
    {
        _chain.Emit(Contract, [Topic], [1]);
        _chain.Emit(Contract, [], [2]);
        var block = _chain.Mine();
        _chain.Emit(Contract, [Topic], [3]);
        _chain.Mine();

        var byHash = await _client.GetLogsAsync(
            new LogQuery { BlockHash = block.Header.Hash, Addresses = [Contract], Topics = [[Topic]] }, Token);
        Assert.Equal(1, Assert.Single(byHash).Data[0]);
        var byRange = await _client.GetLogsAsync(new LogQuery { FromBlock = 0, ToBlock = 2, Addresses = [Contract] }, Token);
        Assert.Equal([1, 2, 3], byRange.Select(log => (int)log.Data[0]).Order());
    }

    [Fact]
    public async Task Logs_of_a_block_that_the_endpoint_does_not_know_are_an_error_and_not_an_empty_list()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(
            () => _client.GetLogsAsync(new LogQuery { BlockHash = Keccak256.Hash("unknown") }, Token));
        Assert.Equal(RpcErrorKind.Transient, failure.Kind);
    }

    [Fact]
    public async Task A_call_that_reverts_says_so_and_gives_the_data()
    {
        _chain.OnCall(Contract, 0x01020304, _ => throw ScriptedRejectionException.Revert([9, 9]));
        _chain.OnCall(Contract, 0x01020305, data => [.. data.Reverse()]);
        var failure = await Assert.ThrowsAsync<RpcException>(
            () => _client.CallAsync(new CallRequest { To = Contract, Data = [1, 2, 3, 4] }, BlockTag.Latest, Token));
        Assert.Equal(RpcErrorKind.Reverted, failure.Kind);
        Assert.Equal([9, 9], failure.Data);
        Assert.Equal([5, 3, 2, 1], await _client.CallAsync(new CallRequest { To = Contract, Data = [1, 2, 3, 5] }, BlockTag.Latest, Token));
    }

    [Fact]
    public async Task Balances_nonces_and_fees_are_read()
    {
        _chain.Fund(Contract, 5);
        Assert.Equal(5, await _client.GetBalanceAsync(Contract, BlockTag.Latest, Token));
        Assert.Equal(0, await _client.GetTransactionCountAsync(Contract, BlockTag.Pending, Token));
        Assert.Equal(new BigInteger(2_000_000_000), await _client.GetGasPriceAsync(Token));
        Assert.Equal(new BigInteger(1_000_000_000), await _client.GetMaxPriorityFeeAsync(Token));
        Assert.Equal(21_016, await _client.EstimateGasAsync(new CallRequest { To = Contract, Data = [1], Value = 1, Gas = 30_000 }, Token));
    }

    [Fact]
    public async Task Receipts_come_in_the_order_of_the_hashes_with_null_for_what_is_not_mined()
    {
        var hash = _chain.Emit(Contract, [Topic]);
        _chain.Mine();
        var waiting = _chain.Emit(Contract, [Topic]);
        var receipts = await _client.GetReceiptsAsync([waiting, hash], Token);
        Assert.Null(receipts[0]);
        Assert.True(receipts[1]!.Succeeded);
        Assert.Single(receipts[1]!.Logs);
        Assert.Empty(await _client.GetReceiptsAsync([], Token));
    }

    [Fact]
    public async Task An_endpoint_error_is_cut_and_escaped_in_the_message()
    {
        _transport.Faults.Add(
            new ScriptedFault(ScriptedFaultKind.Error) { Code = -32601, Text = "no\u202e" + new string('x', 500) });
        var failure = await Assert.ThrowsAsync<RpcException>(() => _client.GetGasPriceAsync(Token));
        Assert.Equal(RpcErrorKind.Permanent, failure.Kind);
        Assert.Equal(-32601, failure.Code);
        Assert.Contains("no\\u202exxx", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Message.Length < 300, failure.Message);
    }

    [Fact]
    public async Task A_null_where_a_number_must_be_is_a_transient_failure()
    {
        _transport.Faults.Add(new ScriptedFault(ScriptedFaultKind.Null));
        var failure = await Assert.ThrowsAsync<RpcException>(() => _client.GetGasPriceAsync(Token));
        Assert.True(failure.IsTransient);
    }
}
