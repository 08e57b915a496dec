using System.Net;
using System.Numerics;
using Node.Core.Config;
using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Testing.Chain;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>Alerts on keys and their transactions.</summary>
public sealed class TransactionAlertsTests : IAsyncLifetime
{
    private const string Contract = "0x00000000000000000000000000000000000000c0";

    private static readonly BigInteger Ether = BigInteger.Pow(10, 18);

    private readonly ShiftedTime _time = new(hurry: 10);
    private ScriptedEthServer _server = null!;
    private TestNode _node = null!;

    private ScriptedChain Chain => _server.Chain;

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedEthServer.StartAsync();
        _node = await TestNode.StartNewAsync(
            options => options with
            {
                Chains = [new ChainOptions { ChainId = Chain.ChainId, RpcUrls = [new Secret(_server.Url.ToString())], FinalityDepth = 3, NoNewHeadsThreshold = TimeSpan.Zero }],
            },
            _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    [Shows("KeyBalanceLow")]
    public async Task A_key_without_coin()
    {
        var probe = await AlertProbe.OfAsync(_node.Api);
        await probe.NothingFiresAsync();

        var key = await CreateKeyAsync();
        await probe.AllFireAsync();

        Fund(key);
        await probe.AllCeaseAsync();
    }

    [Fact]
    [Shows("KeyTransactionStuck")]
    public async Task A_transaction_that_nobody_mines()
    {
        Fund(await CreateKeyAsync());
        var job = await JobAsync();
        var probe = await AlertProbe.OfAsync(_node.Api);
        await RunAsync(job);
        await UntilAsync(() => Chain.Pool.Count > 0, "the transaction is not sent");
        await probe.NothingFiresAsync();

        _time.Shift(TimeSpan.FromMinutes(20));
        await probe.AllFireAsync();

        Chain.Mine();
        await probe.AllCeaseAsync();
    }

    [Fact]
    [Shows("TransactionsRevert")]
    public async Task A_contract_that_reverts()
    {
        Fund(await CreateKeyAsync());
        var job = await JobAsync();
        var probe = await AlertProbe.OfAsync(_node.Api);
        await SendAndMineAsync(job);
        await probe.NothingFiresAsync();

        Chain.OnTransaction(Address.Parse(Contract), _ => new ScriptedOutcome { Succeeds = false });
        await SendAndMineAsync(job);
        await probe.AllFireAsync();

        Chain.OnTransaction(Address.Parse(Contract), _ => new ScriptedOutcome());
        await SendAndMineAsync(job);
        await probe.AllCeaseAsync();
    }

    [Fact]
    [Shows("TransactionsGivenUp")]
    public async Task A_transaction_that_the_endpoint_refuses_for_good()
    {
        Fund(await CreateKeyAsync());
        var job = await JobAsync();
        var probe = await AlertProbe.OfAsync(_node.Api);
        await SendAndMineAsync(job);
        await probe.NothingFiresAsync();

        _server.Faults.Add(new ScriptedFault(ScriptedFaultKind.Error) { Method = "eth_sendRawTransaction", Text = "exceeds block gas limit" });
        await RunAsync(job);
        await probe.AllFireAsync();

        await SendAndMineAsync(job);
        await probe.AllCeaseAsync();
    }

    [Fact]
    [Shows("FeesRefused")]
    public async Task A_chain_that_is_dearer_than_the_configuration_allows()
    {
        Fund(await CreateKeyAsync());
        var job = await JobAsync();
        var probe = await AlertProbe.OfAsync(_node.Api);
        await SendAndMineAsync(job);
        await probe.NothingFiresAsync();

        Chain.BaseFee = 400_000_000_000;
        Chain.MineEmpty();
        await RunAsync(job);
        await probe.AllFireAsync();

        Chain.BaseFee = 1_000_000_000;
        Chain.Mine();
        await probe.AllCeaseAsync();
    }

    [Fact]
    [Shows("NodeLogsErrors")]
    public async Task A_nonce_that_somebody_else_has_used()
    {
        var key = await CreateKeyAsync();
        Fund(key);
        var job = await JobAsync();
        var probe = await AlertProbe.OfAsync(_node.Api);
        await RunAsync(job);
        await UntilAsync(() => Chain.Pool.Count > 0, "the transaction is not sent");
        await probe.NothingFiresAsync();

        Chain.UseNonceElsewhere(Address.Parse(key));
        await probe.AllFireAsync(() =>
        {
            Chain.Mine();
            return Task.CompletedTask;
        });
        await probe.AllCeaseAsync();
    }

    private async Task<string> CreateKeyAsync() =>
        (await _node.Api.PostAsync($"/v2/keys/evm?evmChainID={Chain.ChainId}", "")).Attributes["address"]!.GetValue<string>();

    private void Fund(string key)
    {
        Chain.Fund(Address.Parse(key), 10 * Ether);
        Chain.Mine();
    }

    private async Task<string> JobAsync()
    {
        var answer = await _node.Api.CreateJobAsync(
            WebhookJobs.Spec($"""submit [type=ethtx to="{Contract}" data="0x01" minConfirmations=0 evmChainID="{Chain.ChainId}"]"""));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.ToString());
        return answer.Data["id"]!.GetValue<string>();
    }

    private async Task RunAsync(string job)
    {
        var answer = await _node.Api.PostAsync($"/v2/jobs/{job}/runs", "{}");
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted, answer.ToString());
    }

    private async Task SendAndMineAsync(string job)
    {
        await RunAsync(job);
        await UntilAsync(() => Chain.Pool.Count > 0, "the transaction is not sent");
        Chain.Mine();
    }

    private static async Task UntilAsync(Func<bool> isSo, string otherwise)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(30), otherwise);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
