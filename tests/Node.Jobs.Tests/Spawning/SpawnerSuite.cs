using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Logs;
using Node.Eth.Primitives;
using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Runs;
using Node.Jobs.Spawning;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Errors;
using Node.Jobs.Specs.Versions;
using Node.Jobs.Subscribing;
using Node.Jobs.Tests.Bridges;
using Node.Jobs.Tests.Running;
using Node.Jobs.Tests.Runs;
using Node.Jobs.Tests.Specs;
using Node.Jobs.Tests.Specs.Errors;
using Node.Jobs.Tests.Types;
using Node.Jobs.Types;
using Node.Jobs.Types.DirectRequest;
using Node.Jobs.Types.Webhook;
using Node.Testing;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Spawning;

/// <summary>A spawner on a real database with a chain of the test's.</summary>
public abstract class SpawnerSuite(EngineKind engine) : DatabaseSuite(engine)
{
    protected const string Direct = "type = \"directrequest\"\nschemaVersion = 1\nevmChainID = 31337\ncontractAddress = \"0x5FbDB2315678afecb367f032d93F642f64180aa3\"\n";
    protected const string Webhook = "type = \"webhook\"\nschemaVersion = 1\n";

    protected const int VersionsMax = 5;

    protected override Assembly[] MigrationOwners => [typeof(LogPositions).Assembly, typeof(JobSpawner).Assembly];

    private protected TestChain Chain { get; } = new();

    private protected ToldErrors Errors { get; } = new();

    private protected JobSpec Spec(string toml, IJobSpecReader? extra = null)
    {
        var check = Checker([31337], extra).Check(toml + Check.Pipeline);
        Assert.True(check.Spec is not null, string.Join('\n', check.Faults));
        return check.Spec;
    }

    private SpecChecker Checker(ulong[] chains, IJobSpecReader? extra)
    {
        var known = new KnownChains([.. chains.Select(id => new ChainId(id))]);
        IJobSpecReader[] readers = [new WebhookSpecReader(), new DirectRequestSpecReader(known)];
        return new SpecChecker(extra is null ? readers : [.. readers, extra], StandardTasks.CreateRegistry(new TaskServices(new FakeOutboundHttp(), Chain)), known);
    }

    private protected (JobSpawner Spawner, JobCatalog Catalog) NewSpawner(ulong[]? chains = null, FailingType? extra = null, TestChain? chain = null)
    {
        chain ??= Chain;
        var subscriber = new JobSubscriber(chain, new RecordingInbox(), Errors, NullLogger<JobSubscriber>.Instance);
        IJobType[] types = [new WebhookJobType(), new DirectRequestJobType(subscriber, chain, new FakeBridgeBook(), TimeProvider.System, NullLoggerFactory.Instance)];
        var catalog = new JobCatalog();
        var (jobs, versions, random) = (new JobRepository(), new JobVersionRepository(), SeededRandom.Fresh());
        var writer = NewWriter();
        var spawner = new JobSpawner(
            Database, writer, jobs, versions, catalog, Checker(chains ?? [31337], extra), extra is null ? types : [.. types, extra], subscriber,
            Errors, random, TimeProvider.System, NullLogger<JobSpawner>.Instance);
        return (spawner, catalog);
    }

    private protected static JobWriter NewWriter() => new(
        new JobRepository(), new JobVersionRepository(), new JobErrorRepository(), new OpenRunRepository(), new BridgeRepository(),
        new JobsOptions { VersionsMax = VersionsMax }, SeededRandom.Fresh());

    private protected sealed class FailingType : IJobType, IJobSpecReader
    {
        public const string Name = "failing";

        public string TypeName => Name;

        public object ReadSpec(SpecFields fields) => this;

        public IReadOnlyList<IService> BuildServices(Job job) => [new FailingService()];
    }

    private sealed class FailingService() : Service("Failing", NullLogger.Instance)
    {
        protected override Task OnStartAsync(CancellationToken startToken) => throw new InvalidOperationException("no");
    }
}
