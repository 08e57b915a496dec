using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Jobs.Spawning;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Versions;
using Node.Jobs.Tests.Runs;
using Node.Jobs.Tests.Specs;
using Xunit;

namespace Node.Jobs.Tests.Spawning;

/// <summary>Specs applied as one change, and the versions that come of it.</summary>
public abstract class ApplySuite(EngineKind engine) : SpawnerSuite(engine)
{
    private static readonly JobVersionRepository Versions = new();

    [Fact]
    public async Task Jobs_are_created_replaced_or_left_alone()
    {
        var (spawner, catalog) = await StartAsync();
        var first = await spawner.ApplyAsync([A(Named("a")), A(Named("b"))], isDryRun: false, Token);
        Assert.Equal([JobAction.Created, JobAction.Created], first.Changes.Select(change => change.Action));
        var before = catalog.All;

        var second = await spawner.ApplyAsync([A(Named("a")), A(Named("b", "# two\n")), A(Named("c"))], isDryRun: false, Token);

        Assert.Equal([JobAction.Unchanged, JobAction.Replaced, JobAction.Created], second.Changes.Select(change => change.Action));
        Assert.Equal([1, 2, 1], catalog.All.Select(job => job.Version));
        Assert.Same(before[0], catalog.All[0]);
        Assert.Equal((before[1].Id, before[1].ExternalJobId, before[1].CreatedAt), (catalog.All[1].Id, catalog.All[1].ExternalJobId, catalog.All[1].CreatedAt));
        Assert.Equal([2L, 1L], (await HistoryAsync(before[1].Id)).Select(row => row.Version));
        Assert.Equal(Named("b"), (await VersionAsync(before[1].Id, 1))!.SpecText);
        await spawner.CloseAsync();

        var (again, catalogAgain) = await StartAsync();
        Assert.Equal(catalog.All.Select(job => (job.Id, job.Version, job.UpdatedAt, job.Spec.Source)), catalogAgain.All.Select(job => (job.Id, job.Version, job.UpdatedAt, job.Spec.Source)));
        await again.CloseAsync();
    }

    [Fact]
    public async Task One_bad_spec_keeps_all_from_being_applied_and_every_fault_of_each_is_said()
    {
        var (spawner, catalog) = await StartAsync();
        await spawner.ApplyAsync([A(Named("a"))], isDryRun: false, Token);
        var outcome = await spawner.ApplyAsync(
            [A(Named("a", "# 2\n")), new("bad.toml", "type = \"nope\"\nschemaVersion = 2\n"), new("worse.toml", "type = ")], isDryRun: false, Token);

        Assert.Empty(outcome.Changes);
        Assert.True(outcome.Faults.Count(fault => fault.StartsWith("bad.toml:", StringComparison.Ordinal)) >= 2, string.Join('\n', outcome.Faults));
        Assert.Contains(outcome.Faults, fault => fault.StartsWith("worse.toml:1:", StringComparison.Ordinal));
        Assert.Equal(1, Assert.Single(catalog.All).Version);

        var ambiguous = await spawner.ApplyAsync([A(Named("a", "# 2\n")), A(Named("x")), A(Named("x", "# 3\n"))], isDryRun: false, Token);
        Assert.Single(ambiguous.Faults);
        Assert.Single(await Database.ReadAsync(new JobRepository().ListAsync, Token));
        Assert.Single(await HistoryAsync(catalog.All[0].Id));
        await spawner.CloseAsync();
    }

    [Fact]
    public async Task What_another_stored_or_removed_is_taken_over_by_doing_the_same_again()
    {
        var (spawner, catalog) = await StartAsync();
        var (other, _) = await StartAsync();
        await spawner.ApplyAsync([A(Named("a"))], isDryRun: false, Token);
        await other.ApplyAsync([A(Named("a", "# 2\n"))], isDryRun: false, Token);
        Assert.Equal(1, Assert.Single(catalog.All).Version);

        var outcome = await spawner.ApplyAsync([A(Named("a", "# 2\n"))], isDryRun: false, Token);
        Assert.Equal(JobAction.Unchanged, Assert.Single(outcome.Changes).Action);
        var job = Assert.Single(catalog.All);
        Assert.Equal((2, Named("a", "# 2\n")), (job.Version, job.Spec.Source));
        Assert.Equal((await Database.ReadAsync(session => new JobRepository().FindAsync(session, job.Id), Token))!.UpdatedAt, job.UpdatedAt);
        Assert.True(job.UpdatedAt > job.CreatedAt, $"{job.UpdatedAt:O} is when it was created");

        Assert.True(await other.DeleteAsync(job.Id, Token));
        Assert.True(await spawner.DeleteAsync(job.Id, Token));
        Assert.Empty(catalog.All);
        Assert.False(await spawner.DeleteAsync(job.Id, Token));
        await other.CloseAsync();
        await spawner.CloseAsync();
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_changes_nothing()
    {
        var (spawner, catalog) = await StartAsync();
        await spawner.ApplyAsync([A(Named("a"))], isDryRun: false, Token);
        var outcome = await spawner.ApplyAsync([A(Named("a", "# 2\n")), A(Named("b"))], isDryRun: true, Token);
        Assert.Equal([(JobAction.Replaced, 2), (JobAction.Created, 1)], outcome.Changes.Select(change => (change.Action, change.Version)));
        Assert.Equal(1, Assert.Single(catalog.All).Version);
        Assert.Single(await HistoryAsync(catalog.All[0].Id));
        await spawner.CloseAsync();
    }

    [Fact]
    public async Task A_rollback_is_a_new_version_with_the_old_spec()
    {
        var (spawner, catalog) = await StartAsync();
        await spawner.ApplyAsync([A(Named("a"))], isDryRun: false, Token);
        await spawner.ApplyAsync([A(Named("a", "# 2\n"))], isDryRun: false, Token);
        var id = catalog.All[0].Id;

        Assert.Equal(2, Assert.Single((await spawner.RollBackAsync(id, 2, isDryRun: false, Token))!.Changes).Version);
        var change = Assert.Single((await spawner.RollBackAsync(id, 1, isDryRun: false, Token))!.Changes);

        Assert.Equal((JobAction.Replaced, 3, 1), (change.Action, change.Version, change.RestoresVersion!.Value));
        Assert.Equal((3, Named("a")), (catalog.Find(id)!.Version, catalog.Find(id)!.Spec.Source));
        Assert.Equal([1L, null, null], (await HistoryAsync(id)).Select(row => row.RestoresVersion));
        Assert.Null(await spawner.RollBackAsync(id, 9, isDryRun: false, Token));
        Assert.Null(await spawner.RollBackAsync(id + 1, 1, isDryRun: false, Token));
        await spawner.CloseAsync();
    }

    [Fact]
    public async Task A_certain_job_is_replaced_by_a_spec_that_may_leave_out_its_id_but_not_bear_another()
    {
        var (spawner, catalog) = await StartAsync();
        var job = (await spawner.CreateAsync(Spec(Webhook), Token))!;
        Assert.Equal(2, Assert.Single((await spawner.ReplaceAsync(job.Id, Webhook + "name = \"n\"\n" + Check.Pipeline, Token))!.Changes).Version);
        Assert.Equal((job.ExternalJobId, "n"), (catalog.Find(job.Id)!.ExternalJobId, catalog.Find(job.Id)!.Spec.Name));
        Assert.Single((await spawner.ReplaceAsync(job.Id, Webhook + $"externalJobID = \"{Guid.NewGuid()}\"\n" + Check.Pipeline, Token))!.Faults);
        Assert.NotEmpty((await spawner.ReplaceAsync(job.Id, "type", Token))!.Faults);
        Assert.Null(await spawner.ReplaceAsync(job.Id + 1, Webhook + Check.Pipeline, Token));
        await spawner.CloseAsync();
    }

    [Fact]
    public async Task A_trigger_that_is_the_same_goes_on_and_a_changed_one_starts_anew_where_it_was()
    {
        var (spawner, catalog) = await StartAsync();
        await spawner.ApplyAsync([A(Direct + "name = \"d\"\n" + Check.Pipeline)], isDryRun: false, Token);
        var name = $"job:{catalog.All[0].Id}";
        var subscription = Chain.Subscriptions[name];

        await spawner.ApplyAsync([A(Direct + "name = \"d\"\ngasLimit = 5\n" + Check.Pipeline)], isDryRun: false, Token);
        Assert.Same(subscription, Chain.Subscriptions[name]);
        await spawner.ApplyAsync([A(Direct + "name = \"d\"\nminIncomingConfirmations = 9\n" + Check.Pipeline)], isDryRun: false, Token);
        Assert.Equal(9, Chain.Subscriptions[name].Confirmations);
        Assert.Empty(Chain.Forgotten);

        await spawner.ApplyAsync([A(Webhook + "name = \"d\"\n" + Check.Pipeline)], isDryRun: false, Token);
        Assert.Empty(Chain.Subscriptions);
        await spawner.CloseAsync();
    }

    [Fact]
    public async Task A_job_that_could_not_be_loaded_is_mended_by_a_spec_that_can()
    {
        var (spawner, catalog) = await StartAsync();
        await spawner.ApplyAsync([A(Direct + "name = \"d\"\n" + Check.Pipeline)], isDryRun: false, Token);
        var id = catalog.All[0].Id;
        await spawner.CloseAsync();
        var (again, catalogAgain) = NewSpawner(chains: [5]);
        await again.StartAsync(Token);
        Assert.Contains($"Jobs.Spawner.{id}", again.HealthReport().Keys);
        Assert.Contains(Errors.All, error => error.JobId == id && error.Description.Contains("chain 31337", StringComparison.Ordinal));

        await again.ApplyAsync([A(Webhook + "name = \"d\"\n" + Check.Pipeline)], isDryRun: false, Token);

        Assert.Equal((id, 2), (catalogAgain.All[0].Id, catalogAgain.All[0].Version));
        Assert.DoesNotContain($"Jobs.Spawner.{id}", again.HealthReport().Keys);
        await again.CloseAsync();
    }

    [Fact]
    public async Task Beyond_VersionsMax_the_oldest_go_but_for_those_that_open_runs_need()
    {
        var (spawner, catalog) = await StartAsync();
        await spawner.ApplyAsync([A(Named("a"))], isDryRun: false, Token);
        var id = catalog.All[0].Id;
        await Database.WriteAsync(session => new OpenRunRepository().AddAsync(session, [new OpenRun { Id = 1, JobId = id, JobVersion = 2, TriggerKey = "k" }]), Token);
        for (var i = 2; i <= 9; i++)
        {
            await spawner.ApplyAsync([A(Named("a", $"# {i}\n"))], isDryRun: false, Token);
        }

        Assert.Equal([9L, 8, 7, 6, 5, 2], (await HistoryAsync(id)).Select(row => row.Version));
        await spawner.CloseAsync();
    }

    [Fact]
    public async Task Of_two_who_replace_a_job_at_the_same_time_none_undoes_the_other_unseen()
    {
        var (one, catalog) = await StartAsync();
        var (two, _) = NewSpawner();
        await one.ApplyAsync([A(Named("a"))], isDryRun: false, Token);
        var texts = Enumerable.Range(0, 10).Select(i => Named("a", $"# {i}\n")).ToList();

        var outcomes = await Task.WhenAll(texts.Select((text, i) => (i % 2 == 0 ? one : two).ApplyAsync([A(text)], isDryRun: false, Token)));

        var versions = outcomes.SelectMany(outcome => outcome.Changes).Select(change => change.Version).Order().ToList();
        Assert.Equal(Enumerable.Range(2, versions.Count), versions);
        Assert.Equal(versions.Count + outcomes.Count(outcome => outcome.Faults.Count > 0), texts.Count);
        Assert.Equal(versions[^1], (int)(await Database.ReadAsync(new JobRepository().ListAsync, Token))[0].Version);
        Assert.Single(catalog.All);
        await one.CloseAsync();
    }

    private async Task<(JobSpawner Spawner, JobCatalog Catalog)> StartAsync()
    {
        var (spawner, catalog) = NewSpawner();
        await spawner.StartAsync(Token);
        return (spawner, catalog);
    }

    private static NamedSpec A(string text) => new("file.toml", text);

    private static string Named(string name, string more = "") => $"{Webhook}name = \"{name}\"\n{more}{Check.Pipeline}";

    private Task<IReadOnlyList<JobVersionRow>> HistoryAsync(long id) => Database.ReadAsync(session => Versions.ListAsync(session, id), Token);

    private Task<JobVersionRow?> VersionAsync(long id, int version) => Database.ReadAsync(session => Versions.FindAsync(session, id, version), Token);
}
