using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Jobs.Spawning;
using Node.Jobs.Tests.Running;
using Node.Jobs.Tests.Specs;
using Xunit;

namespace Node.Jobs.Tests.Spawning;

/// <summary>Two processes on one PostgreSQL: what one does to jobs, the other knows within its interval.</summary>
public sealed class CatalogRefreshTests() : SpawnerSuite(EngineKind.Postgres)
{
    private const string Named = "name = \"watched\"\nexternalJobID = \"123e4567-e89b-12d3-a456-426655440002\"\n";

    [Fact]
    public async Task A_job_that_one_process_stores_replaces_and_deletes_runs_so_in_the_other()
    {
        var (a, _) = NewSpawner();
        var there = new TestChain();
        var (b, catalog) = NewSpawner(chain: there);
        await a.StartAsync(Token);
        await b.StartAsync(Token);
        await using var refresh = await RefreshAsync(b);

        var job = (await a.CreateAsync(Spec(Direct + Named), Token))!;
        Assert.Null(catalog.Find(job.Id));
        await refresh.UntilAsync(() => there.Subscriptions.ContainsKey($"job:{job.Id}"), "the other should subscribe to the job's logs");
        Assert.Equal((job.ExternalJobId, 1, job.CreatedAt), (catalog.Find(job.Id)!.ExternalJobId, catalog.Find(job.Id)!.Version, catalog.Find(job.Id)!.CreatedAt));

        var subscription = there.Subscriptions[$"job:{job.Id}"];
        Assert.Empty((await a.ApplyAsync([new NamedSpec("f", Direct + Named + "maxConcurrentRuns = 3\n" + Check.Pipeline)], isDryRun: false, Token)).Faults);
        await refresh.UntilAsync(() => catalog.Find(job.Id)!.Version == 2, "the other should have the new version");
        Assert.Equal(3, catalog.Find(job.Id)!.Spec.MaxConcurrentRuns);
        Assert.Same(subscription, there.Subscriptions[$"job:{job.Id}"]);

        Assert.True(await a.DeleteAsync(job.Id, Token));
        await refresh.UntilAsync(() => catalog.Find(job.Id) is null, "the other should let the job go");
        await RunnerRig.UntilAsync(() => there.Subscriptions.IsEmpty, "the other should not subscribe any more");
        Assert.Equal([$"job:{job.Id}"], there.Forgotten);
        Assert.Null(catalog.Find(job.ExternalJobId));

        // A new job under the id of the deleted one.
        var again = (await a.CreateAsync(Spec(Webhook + Named), Token))!;
        await refresh.UntilAsync(() => catalog.Find(job.ExternalJobId)?.Id == again.Id, "the other should have the new job");
        await a.CloseAsync();
        await b.CloseAsync();
    }

    [Fact]
    public async Task Nothing_is_read_again_while_nothing_changes_and_a_look_is_safe_at_any_time()
    {
        var (a, _) = NewSpawner();
        var (b, catalog) = NewSpawner(chain: new TestChain());
        await b.RefreshAsync(Token); // before the start: all that there is
        await a.StartAsync(Token);
        await b.StartAsync(Token);
        var job = (await a.CreateAsync(Spec(Webhook), Token))!;
        await b.RefreshAsync(Token);
        var known = catalog.Find(job.Id);
        Assert.NotNull(known);
        await b.RefreshAsync(Token);
        Assert.Same(known, catalog.Find(job.Id));

        // Its own changes are known to it already.
        var own = await b.CreateAsync(Spec(Webhook), Token);
        await b.RefreshAsync(Token);
        Assert.Same(own, catalog.Find(own!.Id));
        await b.CloseAsync();
        await a.CreateAsync(Spec(Webhook), Token);
        await b.RefreshAsync(Token);
        Assert.Equal(2, catalog.All.Count);
        await a.CloseAsync();
    }

    [Fact]
    public async Task A_job_that_another_process_stores_and_that_cannot_be_run_here_is_reported_until_it_can_or_is_gone()
    {
        var (a, _) = NewSpawner();
        var (b, catalog) = NewSpawner(chains: [5], chain: new TestChain());
        var changed = new List<long>();
        b.Attach(changed.AddRange);
        await a.StartAsync(Token);
        await b.StartAsync(Token);
        var job = (await a.CreateAsync(Spec(Direct + Named), Token))!;
        await b.RefreshAsync(Token);
        Assert.Null(catalog.Find(job.Id));
        Assert.Contains("chain 31337", b.HealthReport()[$"Jobs.Spawner.{job.Id}"]!.Reason, StringComparison.Ordinal);
        Assert.Empty((await a.ApplyAsync([new NamedSpec("f", Webhook + Named + Check.Pipeline)], isDryRun: false, Token)).Faults);
        changed.Clear();
        await b.RefreshAsync(Token);
        Assert.Equal(2, catalog.Find(job.Id)!.Version);
        Assert.Equal([job.Id], changed);
        Assert.DoesNotContain($"Jobs.Spawner.{job.Id}", b.HealthReport().Keys);

        Assert.Empty((await a.ApplyAsync([new NamedSpec("f", Direct + Named + Check.Pipeline)], isDryRun: false, Token)).Faults);
        await b.RefreshAsync(Token);
        Assert.Null(catalog.Find(job.Id));
        Assert.True(await a.DeleteAsync(job.Id, Token));
        await b.RefreshAsync(Token);
        Assert.DoesNotContain($"Jobs.Spawner.{job.Id}", b.HealthReport().Keys);
        await a.CloseAsync();
        await b.CloseAsync();
    }

    private async Task<Looks> RefreshAsync(JobSpawner spawner)
    {
        var looks = new Looks(Database, spawner);
        await looks.StartAsync();
        return looks;
    }

    private sealed class Looks : IAsyncDisposable
    {
        private readonly FakeTimeProvider _time = new();
        private readonly CatalogRefresh _refresh;

        public Looks(Database database, JobSpawner spawner) => _refresh = new CatalogRefresh(database, spawner, _time, NullLogger<CatalogRefresh>.Instance);

        public Task StartAsync() => _refresh.StartAsync(Token);

        /// <summary>Lets half an interval pass between looks at the result.</summary>
        public Task UntilAsync(Func<bool> isSo, string what) => RunnerRig.UntilAsync(
            () =>
            {
                _time.Advance(CatalogRefresh.Interval / 2);
                return isSo();
            },
            what);

        public async ValueTask DisposeAsync() => await _refresh.CloseAsync();
    }
}
