using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Versions;
using Node.Jobs.Tests.Runs;
using Node.Jobs.Tests.Specs;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>Runs finish on the version of their job with which they began.</summary>
public abstract class VersionedRunsSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private static readonly JobVersionRepository Versions = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_run_that_was_accepted_before_a_replacement_goes_the_old_way_and_a_later_one_the_new()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync(Memo("old"));
        await Database.WriteAsync(session => Versions.AddAsync(session, [Row(job.Id, 1, Memo("old"))]), Token);
        var earlier = Attach(rig);
        await rig.Lease.StartAsync(Token);
        await rig.Journal.StartAsync(Token);
        var old = await rig.AcceptAsync(job, "a");
        Replace(rig, job, Memo("new"));
        var fresh = await rig.AcceptAsync(job, "b");
        await rig.Runner.StartAsync(Token);

        Assert.Equal(["old", "new"], [await OutputAsync(rig, old.RunId), await OutputAsync(rig, fresh.RunId)]);
        Assert.Equal(1, earlier.Count);
        await rig.CloseAsync();
    }

    [Fact]
    public async Task A_run_whose_version_is_not_kept_ends_with_that_reason()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync(Memo("old"));
        Attach(rig);
        await rig.Lease.StartAsync(Token);
        await rig.Journal.StartAsync(Token);
        var run = await rig.AcceptAsync(job, "a");
        Replace(rig, job, Memo("new"));
        await rig.Runner.StartAsync(Token);

        var ended = await rig.EndOfAsync(run.RunId);

        Assert.Equal(RunStatus.Errored, ended.State);
        Assert.Contains("version 1 of job", ended.Record, StringComparison.Ordinal);
        Assert.Contains(rig.Errors.All, error => error.JobId == job.Id && error.Description.Contains("version 1", StringComparison.Ordinal));
        await rig.CloseAsync();
    }

    [Fact]
    public async Task Versions_that_no_run_asks_for_are_let_go_of()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync(Memo("now"));
        await Database.WriteAsync(
            session => Versions.AddAsync(session, [.. Enumerable.Range(1, EarlierVersions.CountMax + 5).Select(i => Row(job.Id, i, Memo($"{i}")))]), Token);
        var earlier = Attach(rig);
        for (var i = 2; i <= EarlierVersions.CountMax + 5; i++)
        {
            Assert.Equal(i, (await rig.Jobs.FindAsync(job.Id, i, Token))!.Version);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(EarlierVersions.CountMax, earlier.Count);
        var last = await rig.Jobs.FindAsync(job.Id, EarlierVersions.CountMax + 5, Token);
        Assert.Same(last, await rig.Jobs.FindAsync(job.Id, EarlierVersions.CountMax + 5, Token));
        _time.Advance(EarlierVersions.IdleMax + TimeSpan.FromSeconds(1));
        await rig.Jobs.FindAsync(job.Id, 2, Token);
        Assert.Equal(1, earlier.Count);
        Assert.Same(job, await rig.Jobs.FindAsync(job.Id, 1, Token));
        Assert.Null(await rig.Jobs.FindAsync(job.Id + 1, 1, Token));
    }

    [Fact]
    public async Task A_failed_run_is_an_error_of_its_job()
    {
        var rig = new RunnerRig(Database);
        var job = await rig.AddJobAsync("a [type=jsonparse data=\"$(jobSpec.name)\" path=\"price\"]");
        await rig.StartAsync();
        await rig.EndOfAsync((await rig.AcceptAsync(job, "a")).RunId);
        await rig.EndOfAsync((await rig.AcceptAsync(job, "b")).RunId);
        Assert.Equal(2, rig.Errors.All.Count);
        Assert.Single(rig.Errors.All.Distinct());
        Assert.StartsWith("a", rig.Errors.All.First().Description, StringComparison.Ordinal);
        await rig.CloseAsync();
    }

    private EarlierVersions Attach(RunnerRig rig)
    {
        var earlier = new EarlierVersions(Database, Versions, Check.Checker(31337), _time);
        rig.Jobs.Attach(earlier);
        return earlier;
    }

    private static void Replace(RunnerRig rig, Job job, string pipeline) => rig.Jobs.Add(
        new Job(job.Id, job.ExternalJobId, Check.Accept(SpecOf(pipeline), 31337), job.CreatedAt) { Version = job.Version + 1 });

    private static async Task<string> OutputAsync(RunnerRig rig, long runId) =>
        ((TextValue)RunnerRig.RecordOf(await rig.EndOfAsync(runId)).Outputs[0]!).Value;

    private static string Memo(string value) => $"a [type=lowercase input=\"{value}\"]";

    private static JobVersionRow Row(long jobId, int version, string pipeline) => new() { JobId = jobId, Version = version, SpecText = SpecOf(pipeline) };

    private static string SpecOf(string pipeline) => $"type = \"webhook\"\nschemaVersion = 1\nobservationSource = '''\n{pipeline}\n'''\n";
}
