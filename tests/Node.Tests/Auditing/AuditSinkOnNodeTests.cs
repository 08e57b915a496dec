using System.Collections.Concurrent;
using System.Net;
using Node.Auditing;
using Node.Core.Config;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Auditing;

/// <summary>A whole node sends its records over real sockets, to a place that is away, hangs, fails and comes back.</summary>
public sealed class AuditSinkOnNodeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Acts_wait_for_nobody_and_arrive_in_order_once_they_are_taken()
    {
        var taken = new ConcurrentQueue<string>();
        var mode = "hangs";
        var keys = new ConcurrentBag<string>();
        await using var place = await Outside.StartAsync(async context =>
        {
            keys.Add(context.Request.Headers["X-Key"].ToString());
            switch (mode)
            {
                case "hangs":
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                    break;
                case "500":
                    context.Response.StatusCode = 500;
                    break;
                default:
                    taken.Enqueue(await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted));
                    break;
            }
        });
        await using var node = await TestNode.StartNewAsync(options => options with
        {
            AuditLogger = new AuditLoggerOptions
            {
                ForwardToUrl = new Secret(place.Url.AbsoluteUri + "take?key=secret-of-the-sink"),
                Headers = [new Secret("X-Key: header-of-the-sink")],
                ForwardTimeout = TimeSpan.FromMilliseconds(300),
                ForwardDelayMax = TimeSpan.FromMilliseconds(100),
            },
        });

        for (var i = 1; i <= 5; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await node.Api.DeleteAsync($"/v2/jobs/{i}")).Status);
        }

        await UntilAsync(() => place.Requests > 0, "nothing was sent");
        var health = await HealthAsync(node, HttpStatusCode.ServiceUnavailable);
        Assert.Contains("audit records are not taken", health.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("of-the-sink", health.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await node.Nobody.GetAsync("/ready")).Status);

        mode = "500";
        var before = place.Requests;
        await UntilAsync(() => place.Requests > before + 2, "it did not try again");
        Assert.Empty(taken);
        mode = "takes";
        await UntilAsync(() => taken.Distinct().Count() == 7, "not all records were sent");

        // On a busy machine an answer may come too late, and then a record comes again.
        Assert.Equal(AuditBody.LinesOf(Path.Combine(node.Folder, "audit")), taken.Distinct());
        Assert.All(keys, key => Assert.Equal("header-of-the-sink", key));
        await HealthAsync(node, HttpStatusCode.OK);
    }

    private static async Task<ApiAnswer> HealthAsync(TestNode node, HttpStatusCode status)
    {
        ApiAnswer answer = null!;
        var startedAt = TimeProvider.System.GetTimestamp();
        do
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, $"health did not become {status}: {answer}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
            answer = await node.Nobody.GetAsync("/health");
        }
        while (answer.Status != status);
        return answer;
    }

    private static async Task UntilAsync(Func<bool> isSo, string what)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < Patience, what);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
