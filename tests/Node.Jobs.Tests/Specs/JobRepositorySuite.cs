using Node.Core.Storage;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Specs;

/// <summary>What the table of jobs promises, on either engine.</summary>
public abstract class JobRepositorySuite(EngineKind engine) : DatabaseSuite(engine)
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly JobRepository _jobs = new();

    [Fact]
    public async Task A_job_is_read_back_with_its_text_to_the_character()
    {
        var spec = Check.Accept($"type = \"webhook\"\r\nschemaVersion = 1\r\nname = \"\u20ac \ud83d\ude00\"\t\r\n{Check.Pipeline}");
        var externalId = Guid.NewGuid();
        var id = await AddAsync(externalId, spec);
        var row = Assert.Single(await Database.ReadAsync(_jobs.ListAsync, Token));
        Assert.Equal((id, externalId.ToString("D"), spec.Source, At), (row.Id, row.ExternalJobId, row.SpecText, row.CreatedAt));
    }

    [Fact]
    public async Task An_external_id_is_stored_once_and_is_free_again_after_the_removal()
    {
        var spec = Check.Accept($"type = \"webhook\"\nschemaVersion = 1\n{Check.Pipeline}");
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var id = await AddAsync(first, spec);
        Assert.Null(await AddAsync(first, spec));
        var other = await AddAsync(second, spec);
        Assert.Equal([id!.Value, other!.Value], (await Database.ReadAsync(_jobs.ListAsync, Token)).Select(row => row.Id));
        Assert.True(other > id);

        Assert.True(await Database.WriteAsync(session => _jobs.RemoveAsync(session, id.Value), Token));
        Assert.False(await Database.WriteAsync(session => _jobs.RemoveAsync(session, id.Value), Token));
        Assert.False(await Database.ReadAsync(session => _jobs.ExistsAsync(session, id.Value), Token));
        Assert.True(await Database.ReadAsync(session => _jobs.ExistsAsync(session, other.Value), Token));
        // A number is never given twice: the keys of the old job's triggers stay.
        Assert.True(await AddAsync(first, spec) > other);
    }

    private Task<long?> AddAsync(Guid externalId, JobSpec spec) => Database.WriteAsync(session => _jobs.TryAddAsync(session, externalId, spec, At), Token);
}
