using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Spawning;
using Node.Jobs.Specs;
using Node.Jobs.Subscribing;
using Node.Jobs.Tests.Running;
using Node.Jobs.Tests.Runs;
using Node.Jobs.Tests.Specs;
using Node.Jobs.Tests.Types;
using Node.Jobs.Types;
using Node.Jobs.Types.DirectRequest;
using Node.Jobs.Types.Webhook;
using Node.Testing;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Spawning;

/// <summary>From a stored job to its running services and back.</summary>
public abstract class JobSpawnerSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private const string Direct = "type = \"directrequest\"\nschemaVersion = 1\nevmChainID = 31337\ncontractAddress = \"0x5FbDB2315678afecb367f032d93F642f64180aa3\"\n";
    private const string Webhook = "type = \"webhook\"\nschemaVersion = 1\n";

    private readonly TestChain _chain = new();

    [Fact]
    public async Task A_job_that_is_created_runs_until_it_is_deleted()
    {
        var (spawner, catalog) = NewSpawner();
        await spawner.StartAsync(Token);
        var job = await spawner.CreateAsync(Spec(Direct), Token);
        Assert.Equal([$"job:{job!.Id}"], _chain.Subscriptions.Keys);
        Assert.Same(job, catalog.Find(job.Id));
        Assert.Same(job, catalog.Find(job.ExternalJobId));
        Assert.Contains($"Jobs.DirectRequest.{job.Id}", spawner.HealthReport().Keys);

        Assert.True(await spawner.DeleteAsync(job.Id, Token));
        Assert.Empty(_chain.Subscriptions);
        Assert.Equal([$"job:{job.Id}"], _chain.Forgotten);
        Assert.Null(catalog.Find(job.Id));
        Assert.Null(catalog.Find(job.ExternalJobId));
        Assert.DoesNotContain($"Jobs.DirectRequest.{job.Id}", spawner.HealthReport().Keys);
        Assert.False(await spawner.DeleteAsync(job.Id, Token));
        await spawner.CloseAsync();
    }

    [Fact]
    public async Task An_external_id_that_is_taken_makes_no_second_job()
    {
        var (spawner, catalog) = NewSpawner();
        await spawner.StartAsync(Token);
        var spec = Spec(Webhook + "externalJobID = \"123e4567-e89b-12d3-a456-426655440002\"\n");
        var job = await spawner.CreateAsync(spec, Token);
        Assert.Equal(Guid.Parse("123e4567-e89b-12d3-a456-426655440002"), job!.ExternalJobId);
        Assert.Null(await spawner.CreateAsync(spec, Token));
        Assert.Same(job, Assert.Single(catalog.All));

        var (one, two) = (await spawner.CreateAsync(Spec(Webhook), Token), await spawner.CreateAsync(Spec(Webhook), Token));
        Assert.NotEqual(one!.ExternalJobId, two!.ExternalJobId);
        await spawner.CloseAsync();
    }

    [Fact]
    public async Task Every_stored_job_runs_again_after_a_restart_as_it_was()
    {
        var (spawner, catalog) = NewSpawner();
        await spawner.StartAsync(Token);
        await spawner.CreateAsync(Spec(Direct + "name = \"direct\"\nmaxConcurrentRuns = 3\n"), Token);
        await spawner.CreateAsync(Spec(Webhook), Token);
        var before = catalog.All;
        await spawner.CloseAsync();
        Assert.Empty(_chain.Subscriptions);
        Assert.Empty(_chain.Forgotten);
        await Test.ReopenAsync();

        var (again, catalogAgain) = NewSpawner();
        await again.StartAsync(Token);
        Assert.Equal(
            before.Select(job => (job.Id, job.ExternalJobId, job.CreatedAt, job.Spec.Name, job.Spec.MaxConcurrentRuns, job.Spec.Source)),
            catalogAgain.All.Select(job => (job.Id, job.ExternalJobId, job.CreatedAt, job.Spec.Name, job.Spec.MaxConcurrentRuns, job.Spec.Source)));
        Assert.Equal([$"job:{before[0].Id}"], _chain.Subscriptions.Keys);
        await again.CloseAsync();
    }

    [Fact]
    public async Task A_stored_job_whose_chain_is_gone_is_reported_and_does_not_stop_the_others()
    {
        var (spawner, _) = NewSpawner();
        await spawner.StartAsync(Token);
        var direct = await spawner.CreateAsync(Spec(Direct), Token);
        var webhook = await spawner.CreateAsync(Spec(Webhook), Token);
        await spawner.CloseAsync();

        var (again, catalog) = NewSpawner(chains: [5]);
        await again.StartAsync(Token);
        Assert.Equal([webhook!.Id], catalog.All.Select(job => job.Id));
        var fault = again.HealthReport()[$"Jobs.Spawner.{direct!.Id}"];
        Assert.Contains("chain 31337", fault!.Reason, StringComparison.Ordinal);
        Assert.Null(again.Ready());

        Assert.True(await again.DeleteAsync(direct.Id, Token));
        Assert.DoesNotContain($"Jobs.Spawner.{direct.Id}", again.HealthReport().Keys);
        await again.CloseAsync();
    }

    [Fact]
    public async Task A_job_that_does_not_start_is_stored_and_reported_and_the_others_go_on()
    {
        var failing = new FailingType();
        var (spawner, catalog) = NewSpawner(extra: failing);
        await spawner.StartAsync(Token);
        var job = await spawner.CreateAsync(Spec(Webhook.Replace("webhook", FailingType.Name, StringComparison.Ordinal), failing), Token);
        Assert.NotNull(await spawner.CreateAsync(Spec(Webhook), Token));
        Assert.Contains("could not be started", spawner.HealthReport()[$"Jobs.Spawner.{job!.Id}"]!.Reason, StringComparison.Ordinal);
        Assert.Equal(2, catalog.All.Count);
        Assert.True(await spawner.DeleteAsync(job.Id, Token));
        Assert.DoesNotContain($"Jobs.Spawner.{job.Id}", spawner.HealthReport().Keys);
        await spawner.CloseAsync();
    }

    private JobSpec Spec(string toml, IJobSpecReader? extra = null)
    {
        var check = Checker([31337], extra).Check(toml + Check.Pipeline);
        Assert.True(check.Spec is not null, string.Join('\n', check.Faults));
        return check.Spec;
    }

    private SpecChecker Checker(ulong[] chains, IJobSpecReader? extra)
    {
        var known = new KnownChains([.. chains.Select(id => new ChainId(id))]);
        IJobSpecReader[] readers = [new WebhookSpecReader(), new DirectRequestSpecReader(known)];
        return new SpecChecker(extra is null ? readers : [.. readers, extra], StandardTasks.CreateRegistry(new TaskServices(new FakeOutboundHttp(), _chain)), known);
    }

    private (JobSpawner Spawner, JobCatalog Catalog) NewSpawner(ulong[]? chains = null, FailingType? extra = null)
    {
        var subscriber = new JobSubscriber(_chain, new RecordingInbox(), NullLogger<JobSubscriber>.Instance);
        IJobType[] types = [new WebhookJobType(), new DirectRequestJobType(subscriber, _chain, NullLoggerFactory.Instance)];
        var catalog = new JobCatalog();
        var spawner = new JobSpawner(
            Database, new JobRepository(), catalog, Checker(chains ?? [31337], extra), extra is null ? types : [.. types, extra], subscriber,
            SeededRandom.Fresh(), TimeProvider.System, NullLogger<JobSpawner>.Instance);
        return (spawner, catalog);
    }

    private sealed class FailingType : IJobType, IJobSpecReader
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
