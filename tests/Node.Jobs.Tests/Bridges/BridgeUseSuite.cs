using Node.Core.Storage;
using Node.Jobs.Bridges;
using Node.Jobs.Runs;
using Node.Jobs.Spawning;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Errors;
using Node.Jobs.Specs.Versions;
using Node.Jobs.Tests.Running;
using Node.Jobs.Tests.Runs;
using Node.Jobs.Types.Webhook;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Bridges;

/// <summary>A bridge stays as long as a stored job uses it, whoever stored the job and whenever.</summary>
public abstract class BridgeUseSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private const string Url = "http://10.0.0.7:8080/";

    [Fact]
    public async Task A_bridge_of_a_job_that_another_process_stored_is_not_deleted()
    {
        var rig = await StartAsync();
        await rig.Book.CreateAsync(new BridgeDraft { Name = "used", Url = Url }, Token);
        await rig.Book.CreateAsync(new BridgeDraft { Name = "free", Url = Url }, Token);
        var id = await AddAsync(SpecOf(rig, "used", "of-another"));

        var refused = await rig.Book.DeleteAsync("USED", Token);

        Assert.Equal((null, new BridgeUser(id!.Value, "of-another")), (refused.Deleted, Assert.Single(refused.Users)));
        Assert.NotNull(rig.Book.Find("used"));
        Assert.Equal("free", (await rig.Book.DeleteAsync("free", Token)).Deleted?.Name);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_bridge_that_a_job_which_cannot_be_read_mentions_is_not_deleted()
    {
        var rig = await StartAsync();
        await rig.Book.CreateAsync(new BridgeDraft { Name = "used", Url = Url }, Token);
        var id = await AddAsync(SpecOf(rig, "used", null));
        await Database.WriteAsync(session => session.ExecuteAsync("UPDATE jobs SET spec_text = 'type = \"gone\" # name=Used' WHERE id = @id", new { id }), Token);

        Assert.Equal(id, Assert.Single((await rig.Book.DeleteAsync("used", Token)).Users).JobId);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_job_whose_bridge_was_deleted_meanwhile_is_not_stored()
    {
        var rig = await StartAsync();
        await rig.Book.CreateAsync(new BridgeDraft { Name = "short", Url = Url }, Token);
        var spec = SpecOf(rig, "short", null);
        await rig.Book.DeleteAsync("short", Token);

        Assert.Contains("short", (await Assert.ThrowsAsync<BridgesGoneException>(() => AddAsync(spec))).Message, StringComparison.Ordinal);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task Of_storing_a_job_and_deleting_its_bridge_at_once_only_one_succeeds()
    {
        var rig = await StartAsync();
        for (var round = 0; round < TestScale.Pick(15, 300); round++)
        {
            await rig.Book.CreateAsync(new BridgeDraft { Name = "raced", Url = Url }, Token);
            var spec = SpecOf(rig, "raced", null);
            var storing = TryAddAsync(spec);
            var deleting = rig.Book.DeleteAsync("raced", Token);
            await Task.WhenAll(storing, deleting);

            var (id, isDeleted) = (await storing, (await deleting).Deleted is not null);
            Assert.True(id is null == isDeleted, $"round {round}: stored {id is not null}, deleted {isDeleted}");
            if (id is not null)
            {
                await Database.WriteAsync(session => new JobRepository().RemoveAsync(session, id.Value), Token);
                Assert.NotNull((await rig.Book.DeleteAsync("raced", Token)).Deleted);
            }
        }

        await rig.CloseAsync();
    }

    private async Task<long?> TryAddAsync(JobSpec spec)
    {
        await Task.Yield();
        try
        {
            return await AddAsync(spec);
        }
        catch (BridgesGoneException)
        {
            return null;
        }
    }

    private Task<long?> AddAsync(JobSpec spec)
    {
        var writer = new JobWriter(
            new JobRepository(), new JobVersionRepository(), new JobErrorRepository(), new OpenRunRepository(), new BridgeRepository(), new JobsOptions(), SeededRandom.Fresh());
        return Database.WriteAsync(session => writer.TryAddAsync(session, Guid.NewGuid(), spec, DateTimeOffset.UnixEpoch), Token);
    }

    private static SpecChecker Checker(RunnerRig rig) => new([new WebhookSpecReader()], rig.Registry, new KnownChains([]));

    private static JobSpec SpecOf(RunnerRig rig, string bridge, string? name)
    {
        var check = Checker(rig).Check(
            $"type = \"webhook\"\nschemaVersion = 1\n{(name is null ? "" : $"name = \"{name}\"\n")}observationSource = \"ask [type=bridge name={bridge}]\"\n");
        Assert.True(check.Spec is not null, string.Join('\n', check.Faults));
        return check.Spec;
    }

    private async Task<RunnerRig> StartAsync()
    {
        var rig = new RunnerRig(Database);
        rig.Book.Attach(new JobBridges(new JobRepository(), rig.Jobs, Checker(rig)));
        await rig.StartAsync();
        return rig;
    }
}
