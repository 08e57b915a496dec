using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

/// <summary>Lists of many stored runs. Their numbers are made up, so this node has no other runs.</summary>
public sealed class LongHistoryTests(TestNode node) : IClassFixture<TestNode>
{
    [Fact]
    public async Task Numbered_pages_end_in_a_cursor_where_they_reach_back_too_far()
    {
        var job = await CreateAsync();
        await AddHistoryAsync(long.Parse(job, CultureInfo.InvariantCulture), IRunReader.SkipMax + 1500);
        var last = await node.Api.GetAsync($"/v2/jobs/{job}/runs?page=11&size=1000");
        Assert.True(last.Status == HttpStatusCode.OK, $"{last}");
        Assert.Equal(1000, last.List.Count);
        Assert.Equal(IRunReader.SkipMax + 1500, last.Json["meta"]!["count"]!.GetValue<int>());
        var next = last.Json["links"]!["next"]!.GetValue<string>();
        Assert.Contains("cursor=", next, StringComparison.Ordinal);
        var rest = await node.Api.GetAsync(next);
        Assert.Equal(500, rest.List.Count);
        Assert.Null(rest.Json["links"]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await node.Api.GetAsync($"/v2/jobs/{job}/runs?page=12&size=1000")).Status);
        Assert.Empty((await node.Api.GetAsync($"/v2/jobs/{await CreateAsync()}/runs?page=2&size=30")).Json["data"]!.AsArray());
    }

    [Fact]
    public async Task Deleting_a_job_touches_none_of_its_runs_which_age_out_with_the_others()
    {
        var job = await CreateAsync();
        await AddHistoryAsync(long.Parse(job, CultureInfo.InvariantCulture), 5000);
        Assert.Equal(HttpStatusCode.NoContent, (await node.Api.DeleteAsync($"/v2/jobs/{job}")).Status);
        Assert.Equal(5000, (await node.Api.GetAsync($"/v2/jobs/{job}/runs?size=1")).Json["meta"]!["count"]!.GetValue<int>());
    }

    private async Task AddHistoryAsync(long job, int count)
    {
        await node.Host.Services.GetRequiredService<Database>().WriteAsync(
            session => session.ExecuteAsync(
                """
                WITH RECURSIVE stored (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM stored WHERE n + 1 < @count)
                INSERT INTO runs (id, job_id, state, trigger_kind, trigger_key, accepted_at, finished_at, record)
                SELECT @first + n, @job, 'Completed', 'webhook', 'stored-' || n, @now, @now, x'7b7d' FROM stored
                """,
                new { first = 1_000_000 * (job + 1), job, count = (long)count, now = TimeProvider.System.GetUtcNow() }),
            TestContext.Current.CancellationToken);
    }

    private async Task<string> CreateAsync() =>
        (await node.Api.CreateJobAsync(WebhookJobs.Spec(WebhookJobs.ParseAndMultiply))).Data["id"]!.GetValue<string>();
}
