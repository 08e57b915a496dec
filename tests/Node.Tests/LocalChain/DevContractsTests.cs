using System.Numerics;
using DevChain.Chains;
using DevChain.Contracts;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Testing.Anvil;
using Xunit;

namespace Node.Tests.LocalChain;

public class DevContractsTests(AnvilFixture anvil) : IClassFixture<AnvilFixture>
{
    private static readonly Guid JobId = Guid.Parse("0eec7e1d-d0d2-476c-a1a8-72dfb6633f46");

    [Theory]
    [InlineData(OracleKind.Operator)]
    [InlineData(OracleKind.Oracle)]
    public async Task A_request_emits_the_log_that_a_node_follows(OracleKind kind)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await anvil.ResetAsync();
        var contracts = await DevContracts.DeployAsync(anvil.Chain, kind, cancellationToken);

        var request = await contracts.RequestPriceAsync(JobTopic.FromText(JobId), cancellationToken: cancellationToken);

        var filter = new { address = contracts.Oracle.ToString(), fromBlock = DevRpc.Quantity(request.BlockNumber) };
        var log = (await anvil.Chain.Rpc.CallAsync("eth_getLogs", [filter], cancellationToken)).EnumerateArray().Single();
        var oracleRequest = AbiEvent.Parse(
            "OracleRequest(bytes32 indexed specId, address requester, bytes32 requestId, uint256 payment, address callbackAddr, "
            + "bytes4 callbackFunctionId, uint256 cancelExpiration, uint256 dataVersion, bytes data)");
        var values = oracleRequest.Decode(
            [.. log.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!))],
            Convert.FromHexString(log.GetProperty("data").GetString()![2..]));
        Assert.Equal(JobTopic.FromText(JobId).ToBytes(), values[0].Value);
        Assert.Equal(request.RequestId.ToBytes(), values[2].Value);
        Assert.Equal(DevContracts.Link, values[3].Value);
        Assert.Equal(kind == OracleKind.Operator ? new BigInteger(2) : BigInteger.One, values[7].Value);
        Assert.Null(await contracts.ReadAnswerAsync(request.RequestId, cancellationToken));
    }

    [Fact]
    public async Task Only_an_authorised_account_may_answer()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await anvil.ResetAsync();
        var contracts = await DevContracts.DeployAsync(anvil.Chain, cancellationToken: cancellationToken);
        var isAuthorised = AbiFunction.Parse("isAuthorizedSender(address sender) returns (bool)");
        var node = Address.Parse(anvil.Chain.Accounts[5]);

        Assert.Equal(false, await AskAsync(isAuthorised, contracts.Oracle, node));
        await contracts.AuthoriseAsync([node], cancellationToken);
        Assert.Equal(true, await AskAsync(isAuthorised, contracts.Oracle, node));
    }

    [Fact]
    public async Task A_reset_takes_the_blocks_of_a_test_away()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await anvil.ResetAsync();
        var before = await anvil.Chain.Rpc.GetBlockNumberAsync(cancellationToken);
        await anvil.Chain.MineAsync(3, cancellationToken);
        Assert.Equal(before + 3, await anvil.Chain.Rpc.GetBlockNumberAsync(cancellationToken));

        await anvil.ResetAsync();

        Assert.Equal(before, await anvil.Chain.Rpc.GetBlockNumberAsync(cancellationToken));
    }

    [Fact]
    public async Task Setup_does_not_wait_for_the_interval_of_the_chain()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var slow = await AnvilProcess.StartAsync(new AnvilOptions { BlockTime = TimeSpan.FromHours(1) }, cancellationToken);

        var probe = await ContractDeployment.DeployAsync(slow, "Probe", cancellationToken: cancellationToken);

        Assert.NotEqual("0x", (await slow.Rpc.CallAsync("eth_getCode", [probe.ToString(), "latest"], cancellationToken)).GetString());
    }

    [Fact]
    public async Task A_revert_is_an_error()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await anvil.ResetAsync();
        var probe = await ContractDeployment.DeployAsync(anvil.Chain, "Probe", cancellationToken: cancellationToken);
        var fail = AbiFunction.Parse("failWithReason(string reason)").EncodeCall("no luck");

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            anvil.Chain.ExecuteNowAsync(probe.ToString(), fail, cancellationToken: cancellationToken));

        Assert.Contains($"to {probe} reverted", fault.Message, StringComparison.Ordinal);
    }

    private async Task<object> AskAsync(AbiFunction function, Address contract, object argument) =>
        function.DecodeResult(await anvil.Chain.Rpc.CallContractAsync(
            contract.ToString(), function.EncodeCall(argument), TestContext.Current.CancellationToken))[0];
}
