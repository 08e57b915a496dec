using Node.Core.Storage;
using Xunit;

namespace Node.Jobs.Tests.Spawning;

/// <summary>From a stored job to its running services and back.</summary>
public abstract class JobSpawnerSuite(EngineKind engine) : SpawnerSuite(engine)
{
    [Fact]
    public async Task A_job_that_is_created_runs_until_it_is_deleted()
    {
        var (spawner, catalog) = NewSpawner();
        await spawner.StartAsync(Token);
        var job = await spawner.CreateAsync(Spec(Direct), Token);
        Assert.Equal([$"job:{job!.Id}"], Chain.Subscriptions.Keys);
        Assert.Same(job, catalog.Find(job.Id));
        Assert.Same(job, catalog.Find(job.ExternalJobId));
        Assert.Contains($"Jobs.DirectRequest.{job.Id}", spawner.HealthReport().Keys);

        Assert.True(await spawner.DeleteAsync(job.Id, Token));
        Assert.Empty(Chain.Subscriptions);
        Assert.Equal([$"job:{job.Id}"], Chain.Forgotten);
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
    public async Task A_create_that_is_made_again_as_its_commit_was_not_heard_of_takes_the_job_over()
    {
        var (spawner, catalog) = NewSpawner();
        await spawner.StartAsync(Token);
        var id = Guid.Parse("123e4567-e89b-12d3-a456-426655440003");
        var spec = Spec(Direct + $"externalJobID = \"{id}\"\n");
        var stored = await Database.WriteAsync(session => NewWriter().TryAddAsync(session, id, spec, DateTimeOffset.UnixEpoch), Token);

        Assert.Null(await spawner.CreateAsync(Spec(Webhook + $"externalJobID = \"{id}\"\n"), Token));
        var job = await spawner.CreateAsync(spec, Token);

        Assert.Equal((stored, DateTimeOffset.UnixEpoch), (job!.Id, job.CreatedAt));
        Assert.Same(job, catalog.Find(id));
        Assert.Equal([$"job:{job.Id}"], Chain.Subscriptions.Keys);
        Assert.Null(await spawner.CreateAsync(spec, Token));
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
        Assert.Empty(Chain.Subscriptions);
        Assert.Empty(Chain.Forgotten);
        await Test.ReopenAsync();

        var (again, catalogAgain) = NewSpawner();
        await again.StartAsync(Token);
        Assert.Equal(
            before.Select(job => (job.Id, job.ExternalJobId, job.CreatedAt, job.Spec.Name, job.Spec.MaxConcurrentRuns, job.Spec.Source)),
            catalogAgain.All.Select(job => (job.Id, job.ExternalJobId, job.CreatedAt, job.Spec.Name, job.Spec.MaxConcurrentRuns, job.Spec.Source)));
        Assert.Equal([$"job:{before[0].Id}"], Chain.Subscriptions.Keys);
        await again.CloseAsync();
    }

    [Fact]
    public async Task A_stored_job_whoseChain_is_gone_is_reported_and_does_not_stop_the_others()
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

        await Database.WriteAsync(
            session => session.ExecuteAsync("INSERT INTO log_cursors (chain_id, name) VALUES (31337, @name), (31337, 'other')", new { name = $"job:{direct.Id}" }), Token);
        Assert.True(await again.DeleteAsync(direct.Id, Token));
        Assert.Equal(["other"], await Database.ReadAsync(session => session.QueryAsync<string>("SELECT name FROM log_cursors"), Token));
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
}
