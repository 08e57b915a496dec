using DevChain.Contracts;
using DevChain.Prices;
using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Specs;
using Node.Jobs.Types.DirectRequest;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.LocalChain;

public class PriceJobTests
{
    [Theory]
    [InlineData(OracleKind.Operator)]
    [InlineData(OracleKind.Oracle)]
    public void The_job_of_the_demo_has_no_fault_and_no_warning(OracleKind kind)
    {
        var chains = new NoChains();
        var checker = new SpecChecker(
            [new DirectRequestSpecReader(KnownChains.Any)],
            StandardTasks.CreateRegistry(new TaskServices(new FakeOutboundHttp(), chains)),
            KnownChains.Any);
        PriceSource[] sources = [new("alpha", new Uri("http://127.0.0.1:9000/alpha"), "data,price"), new("beta", new Uri("http://127.0.0.1:9000/beta"), "last")];

        var check = checker.Check(PriceJob.Spec(
            Guid.Parse("0eec7e1d-d0d2-476c-a1a8-72dfb6633f46"), 31337, kind, Address.Parse("0xe7f1725e7734ce288f8367e1bb143e90bb3f0512"), sources));

        Assert.Empty(check.Faults);
        Assert.NotNull(check.Spec);
    }

    private sealed class NoChains : IChainSet
    {
        public IReadOnlyList<IEthChain> All => [];

        public IEthChain? Find(ChainId id) => null;
    }
}
