using System.Net;
using System.Text;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Composition;

/// <summary>SIGTERM to the real program while a run is in flight.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_ends_within_the_grace_is_finished_and_its_caller_answered()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource answering = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var outside = await Outside.StartAsync(async context =>
        {
            asked.TrySetResult();
            await answering.Task.WaitAsync(context.RequestAborted);
            await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes("1"));
        });
        await using var node = NodeProgram.Start(_folder.Path, Settings(outside, grace: "20s"));
        await node.UntilAsync("/ready", HttpStatusCode.OK);
        using var api = new TestApi(node.Url, node.Printed("API key"), node.Printed("API secret"));
        var id = await CreateAsync(api, outside);
        var run = api.PostAsync($"/v2/jobs/{id}/runs", "{}", ("Idempotency-Key", "k"));
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var stopping = node.StopAsync();
        await RefusedAsync(node);
        answering.SetResult();

        Assert.Equal(0, await stopping);
        var answer = await run;
        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer}");
        Assert.Equal("completed", answer.Attributes["state"]!.GetValue<string>());
        Assert.Equal(1, outside.Requests);
        Assert.DoesNotContain(node.Error, line => line.Contains(" ERR ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_does_not_end_within_the_grace_is_taken_up_after_the_restart()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var isStuck = true;
        await using var outside = await Outside.StartAsync(async context =>
        {
            asked.TrySetResult();
            if (Volatile.Read(ref isStuck))
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes("1"));
        });
        var settings = Settings(outside, grace: "300ms");
        string id;
        string key;
        string secret;
        await using (var node = NodeProgram.Start(_folder.Path, settings))
        {
            await node.UntilAsync("/ready", HttpStatusCode.OK);
            (key, secret) = (node.Printed("API key"), node.Printed("API secret"));
            using var api = new TestApi(node.Url, key, secret);
            id = await CreateAsync(api, outside);
            var run = api.PostAsync($"/v2/jobs/{id}/runs", "{}", ("Idempotency-Key", "k"));
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

            Assert.Equal(0, await node.StopAsync());
            Assert.DoesNotContain(node.Error, line => line.Contains(" ERR ", StringComparison.Ordinal));
            await Task.WhenAny(run);
        }

        Volatile.Write(ref isStuck, false);
        await using var restarted = NodeProgram.Start(_folder.Path, settings);
        await restarted.UntilAsync("/ready", HttpStatusCode.OK);
        using var after = new TestApi(restarted.Url, key, secret);
        var same = await after.PostAsync($"/v2/jobs/{id}/runs", "{}", ("Idempotency-Key", "k"));
        Assert.True(same.Status == HttpStatusCode.OK, $"{same}");
        Assert.Equal("completed", same.Attributes["state"]!.GetValue<string>());
        Assert.Equal(1, (await after.GetAsync($"/v2/jobs/{id}/runs")).Json["meta"]!["count"]!.GetValue<int>());
        Assert.Equal(2, outside.Requests);
    }

    private static Dictionary<string, string> Settings(Outside outside, string grace) => new()
    {
        ["OutboundHttp__AllowedHosts__0__Host"] = outside.Host,
        ["OutboundHttp__AllowedHosts__0__Jobs__0"] = "*",
        ["Runs__StopGrace"] = grace,
        ["Http__RunWaitMax"] = "1m",
    };

    private static async Task<string> CreateAsync(TestApi api, Outside outside)
    {
        var created = await api.CreateJobAsync(WebhookJobs.Spec($"""a [type=http method=GET url="{outside.Url}" timeout="1m"]"""));
        Assert.True(created.Status == HttpStatusCode.OK, $"{created}");
        return created.Data["id"]!.GetValue<string>();
    }

    /// <summary>Waits until the node takes no more connections: it is stopping.</summary>
    private static async Task RefusedAsync(NodeProgram node)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(3))
        {
            try
            {
                using var fresh = new TestApi(node.Url);
                await fresh.GetAsync("/live");
            }
            catch (HttpRequestException)
            {
                return;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
