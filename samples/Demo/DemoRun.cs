using DevChain.Chains;
using DevChain.Nodes;

namespace Demo;

/// <summary>The demo from its first line to its exit code.</summary>
internal static class DemoRun
{
    private const int Requests = 10;
    private const int NodeLinesShown = 20;

    /// <summary>Sets the world up, makes ten requests, and stays until told to end unless it is to run once.</summary>
    /// <returns>0 when all requests were answered with the median; 1 otherwise, after a line that says why.</returns>
    public static async Task<int> ToEndAsync(Stage stage, bool once, CancellationToken stopping)
    {
        World? world = null;
        var fulfilled = 0;
        try
        {
            world = await World.BuildAsync(stage, stopping);
            var story = new RequestStory(stage, world);
            while (fulfilled < Requests)
            {
                await story.TellAsync(fulfilled + 1, stopping);
                fulfilled++;
            }

            stage.Write();
            stage.Tell("done", $"{fulfilled} of {Requests} requests fulfilled; each answer on chain is the median of its sources");
            if (!once)
            {
                TellHowToBrowse(stage, world);
                await Task.Delay(Timeout.Infinite, stopping);
            }

            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            stage.Tell("stopping", "ending the node and the chain");
            return fulfilled == Requests ? 0 : Fail(stage, null, $"stopped after {fulfilled} of {Requests} requests");
        }
        catch (Exception e) when (e is DemoFault or DevRpcException or NodeApiException or InvalidOperationException
            or IOException or HttpRequestException or OperationCanceledException or TimeoutException or PlatformNotSupportedException)
        {
            return Fail(stage, world, e.Message);
        }
        finally
        {
            if (world is not null)
            {
                await world.DisposeAsync();
            }
        }
    }

    private static int Fail(Stage stage, World? world, string reason)
    {
        stage.Tell("failed", reason);
        // What the node printed tells why - but not the token, which is printed once and may end up in a bug report.
        var lines = world?.Node.LastLines.Where(line => !line.StartsWith("API ", StringComparison.Ordinal)) ?? [];
        foreach (var line in lines.TakeLast(NodeLinesShown))
        {
            stage.Detail("node said", line);
        }

        return 1;
    }

    private static void TellHowToBrowse(Stage stage, World world)
    {
        var token = $"-H 'X-API-KEY: {world.Node.Credentials.Key}' -H 'X-API-SECRET: {world.Node.Credentials.Secret}'";
        stage.Write();
        stage.Write("Everything stays up until you press Ctrl-C. Have a look:");
        stage.Write($"  curl -s {world.Node.Url}health");
        stage.Write($"  curl -s {token} {world.Node.Url}v2/jobs/{world.JobNumber}");
        stage.Write($"  curl -s {token} '{world.Node.Url}v2/jobs/{world.JobNumber}/runs?size=3'");
        stage.Write($"  curl -s {token} {world.Node.Url}v2/keys/evm");
    }
}
