using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Services;
using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Jobs.Bridges;
using Node.Jobs.Specs;
using Node.Jobs.Subscribing;
using Node.Jobs.Tests.Bridges;
using Node.Jobs.Tests.Running;
using Node.Jobs.Tests.Specs;
using Node.Jobs.Tests.Specs.Errors;
using Node.Jobs.Types;
using Node.Jobs.Types.DirectRequest;
using Xunit;

namespace Node.Jobs.Tests.Types;

public sealed class RequestTriggerTests
{
    private static readonly Guid ExternalId = Guid.Parse("0eec7e1d-d0d2-476c-a1a8-72dfb6633f46");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 3, 3)]
    [InlineData("minIncomingConfirmations = 1", 3, 3)]
    [InlineData("minIncomingConfirmations = 9", 3, 9)]
    [InlineData("", 0, 1)]
    public async Task The_subscription_is_for_the_contract_and_both_names_of_the_job_at_the_greater_depth(string line, int ofChain, int expected)
    {
        var chain = new TestChain { Options = new ChainOptions { ChainId = new ChainId(31337), MinIncomingConfirmations = ofChain } };
        var service = Build(chain, line);
        await service.StartAsync(Token);
        var subscription = Assert.Single(chain.Subscriptions).Value;
        Assert.Equal(("job:7", "0x5FbDB2315678afecb367f032d93F642f64180aa3", expected), (subscription.Name, subscription.Address.ToString(), subscription.Confirmations));
        Assert.Equal([OracleRequestReader.Topic0], subscription.Topics[0]);
        Assert.Equal(OracleRequestReader.JobTopics(ExternalId), subscription.Topics[1]);
        Assert.Null(service.Ready());
        await service.CloseAsync();
        Assert.Empty(chain.Subscriptions);
        Assert.Empty(chain.Forgotten);
    }

    [Fact]
    public async Task A_job_whose_chain_is_gone_says_so_and_closes_all_the_same()
    {
        var service = Build(new TestChain(), "evmChainID = 10", 10);
        await service.StartAsync(Token);
        Assert.Contains("is on chain 10, which is not configured", service.Ready()!.Reason, StringComparison.Ordinal);
        await service.CloseAsync();
    }

    [Fact]
    public async Task A_job_of_the_older_generation_waits_and_is_paid_as_its_bridges_ask()
    {
        var bridges = new FakeBridgeBook(
            new Bridge { Name = "a", Url = new Uri("http://a/"), Confirmations = 9, MinimumContractPayment = 70 },
            new Bridge { Name = "b", Url = new Uri("http://b/"), Confirmations = 2, MinimumContractPayment = 5 },
            new Bridge { Name = "c", Url = new Uri("http://c/"), Confirmations = 50, MinimumContractPayment = 1000 });
        const string V1 = """{"initiators":[{"type":"runlog","params":{"address":"0x5FbDB2315678afecb367f032d93F642f64180aa3"}}],"tasks":[{"type":"A"},{"type":"b"}]}""";

        Assert.Equal((9L, 75), (BridgeTerms.ConfirmationsOf(Check.Accept(V1, 31337), bridges), (int)BridgeTerms.PaymentOf(Check.Accept(V1, 31337), bridges)));
        var present = Check.Accept($"type = \"directrequest\"\nschemaVersion = 1\ncontractAddress = \"0x5FbDB2315678afecb367f032d93F642f64180aa3\"\nobservationSource = \"a [type=bridge name=a]\"", 31337);
        Assert.Equal((0L, 0), (BridgeTerms.ConfirmationsOf(present, bridges), (int)BridgeTerms.PaymentOf(present, bridges)));

        var chain = new TestChain { Options = new ChainOptions { ChainId = new ChainId(31337), MinIncomingConfirmations = 3 } };
        var type = new DirectRequestJobType(
            new JobSubscriber(chain, new RecordingInbox(), new ToldErrors(), NullLogger<JobSubscriber>.Instance), chain, bridges, TimeProvider.System, NullLoggerFactory.Instance);
        var service = Assert.Single(type.BuildServices(new Job(7, ExternalId, Check.Accept(V1, 31337), DateTimeOffset.UnixEpoch)));
        await service.StartAsync(Token);
        Assert.Equal(9, Assert.Single(chain.Subscriptions).Value.Confirmations);
        await service.CloseAsync();
    }

    private static IService Build(TestChain chain, string line, ulong known = 31337, FakeBridgeBook? bridges = null)
    {
        var spec = Check.Accept(
            $"type = \"directrequest\"\nschemaVersion = 1\ncontractAddress = \"0x5FbDB2315678afecb367f032d93F642f64180aa3\"\n{line}\n{Check.Pipeline}", known);
        var subscriber = new JobSubscriber(chain, new RecordingInbox(), new ToldErrors(), NullLogger<JobSubscriber>.Instance);
        var type = new DirectRequestJobType(subscriber, chain, bridges ?? new FakeBridgeBook(), TimeProvider.System, NullLoggerFactory.Instance);
        return Assert.Single(type.BuildServices(new Job(7, ExternalId, spec, DateTimeOffset.UnixEpoch)));
    }
}
