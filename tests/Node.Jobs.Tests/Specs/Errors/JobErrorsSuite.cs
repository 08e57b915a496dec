using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Errors;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Specs.Errors;

/// <summary>What went wrong with a job, counted and bounded, on either engine.</summary>
public abstract class JobErrorsSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(At);

    [Fact]
    public async Task The_same_error_is_kept_once_with_how_often_when_first_and_when_last()
    {
        var (errors, jobId) = (NewErrors(), await NewJobAsync());
        errors.Record(jobId, "no answer");
        _time.Advance(TimeSpan.FromSeconds(5));
        errors.Record(jobId, "no answer");
        Assert.Single(await errors.ListAsync([jobId], Token));
        _time.Advance(TimeSpan.FromSeconds(5));
        errors.Record(jobId, "no answer");
        errors.Record(jobId, "another");

        var kept = await errors.ListAsync([jobId], Token);

        Assert.Equal(["another", "no answer"], kept.Select(error => error.Description).Order());
        var repeated = kept.Single(error => error.Description == "no answer");
        Assert.Equal((3, At, At.AddSeconds(10)), (repeated.Occurrences, repeated.FirstAt, repeated.LastAt));
    }

    [Fact]
    public async Task Many_errors_are_few_writes_and_all_are_counted()
    {
        var jobId = await NewJobAsync();
        var errors = NewErrors();
        await errors.StartAsync(Token);

        for (var i = 0; i < 10_000; i++)
        {
            errors.Record(jobId, $"cause {i % 3}");
        }

        await errors.CloseAsync();

        var kept = await NewErrors().ListAsync([jobId], Token);
        Assert.Equal(3, kept.Count);
        Assert.Equal(10_000, kept.Sum(error => error.Occurrences));
    }

    [Fact]
    public async Task Beyond_ErrorsMax_the_error_that_has_not_occurred_for_longest_gives_way()
    {
        var (errors, jobId, other) = (NewErrors(max: 3), await NewJobAsync(), await NewJobAsync());
        errors.Record(other, "stays");
        for (var i = 0; i < 6; i++)
        {
            errors.Record(jobId, $"cause {i}");
            await errors.ListAsync([jobId], Token);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["cause 5", "cause 4", "cause 3"], (await errors.ListAsync([jobId], Token)).Select(error => error.Description));
        Assert.Single(await errors.ListAsync([other], Token));
    }

    [Fact]
    public async Task Too_many_different_errors_at_once_are_counted_together()
    {
        var (errors, jobId) = (NewErrors(max: 3), await NewJobAsync());
        for (var i = 0; i < 10; i++)
        {
            errors.Record(jobId, $"cause {i}");
        }

        var kept = await errors.ListAsync([jobId], Token);

        Assert.Equal(3, kept.Count);
        Assert.Contains(kept, error => error is { Description: PendingErrors.Others, Occurrences: 7 });
    }

    [Fact]
    public async Task A_dismissed_error_is_gone_until_it_occurs_again()
    {
        var (errors, jobId) = (NewErrors(), await NewJobAsync());
        errors.Record(jobId, "no answer");
        var id = Assert.Single(await errors.ListAsync([jobId], Token)).Id;

        Assert.True(await errors.DismissAsync(id, Token));
        Assert.Empty(await errors.ListAsync([jobId], Token));
        Assert.False(await errors.DismissAsync(id, Token));
        errors.Record(jobId, "no answer");
        Assert.Equal(1, Assert.Single(await errors.ListAsync([jobId], Token)).Occurrences);
    }

    [Fact]
    public async Task An_error_of_a_job_that_is_gone_is_not_kept_and_its_text_is_cut_and_shown_safely()
    {
        var (errors, jobId) = (NewErrors(), await NewJobAsync());
        errors.Record(jobId + 100, "late");
        errors.Record(jobId, "a\n" + new string('x', 1000));

        Assert.Empty(await errors.ListAsync([jobId + 100], Token));
        var text = Assert.Single(await errors.ListAsync([jobId], Token)).Description;
        Assert.DoesNotContain('\n', text);
        Assert.InRange(text.Length, 1, 300);
        Assert.Empty(await errors.ListAsync([], Token));
    }

    private JobErrors NewErrors(int max = 100) => new(
        Database, new JobErrorRepository(), new JobsOptions { ErrorsMax = max }, _time, NullLogger<JobErrors>.Instance);

    private async Task<long> NewJobAsync()
    {
        var spec = Check.Accept($"type = \"webhook\"\nschemaVersion = 1\n{Check.Pipeline}");
        return (await Database.WriteAsync(session => new JobRepository().TryAddAsync(session, Guid.NewGuid(), spec, At), Token))!.Value;
    }
}
