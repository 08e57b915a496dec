using System.Globalization;
using Node.Core.Randomness;
using Node.Eth.Primitives;
using Node.Testing;
using Node.Testing.Postgres;
using Xunit;

namespace Node.Tests.NothingLost;

/// <summary>
/// <c>kill -9</c> between request and fulfilment, at random points. Every request is fulfilled after the restart, exactly once.
/// Long runs (<c>NODE_TEST_SCALE=long</c>) kill 20 times on each engine; <c>NODE_TEST_SEED</c> repeats one.
/// </summary>
public sealed class KillTests
{
    /// <summary>From the request's block to its fulfilment's it is about this long, in milliseconds; kills spread over it.</summary>
    private const int SpreadMax = 2400;

    [Fact]
    public Task Nothing_is_lost_or_doubled_by_kills_on_SQLite() => KillAsync(null, TestScale.Pick(3, 20));

    [Fact]
    public async Task Nothing_is_lost_or_doubled_by_kills_on_PostgreSQL()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await KillAsync(database.Url, TestScale.Pick(2, 20));
    }

    private static async Task KillAsync(string? databaseUrl, int kills)
    {
        var random = SeededRandom.Fresh();
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine(random.ToString());
        await using var world = await KillWorld.BuildAsync(random, databaseUrl);
        List<Hash32> requests = [];
        List<KillPhase> phases = [];
        try
        {
            for (var kill = 1; kill <= kills; kill++)
            {
                var fresh = await world.RequestAsync(1 + random.NextInt32(3));
                requests.AddRange(fresh);
                var delay = random.NextDelay(SpreadMax);
                await Task.Delay(delay, TestContext.Current.CancellationToken);
                await world.KillAsync();
                var reached = await KillPhases.ReadAsync(world.Database, fresh);
                phases.AddRange(reached);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"kill {kill}: {delay.TotalMilliseconds:0} ms after {fresh.Count} requests: {string.Join(", ", reached)}"));
                await world.StartNodeAsync();
                await world.UntilAnsweredAsync(fresh);
            }

            await world.CheckExactlyOnceAsync(requests);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{random}, kill {phases.Count}: {e.Message}", e);
        }

        foreach (var phase in phases.CountBy(phase => phase).OrderBy(count => count.Key))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{phase.Key}: {phase.Value}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {requests.Count} requests, {requests.Count} fulfilled exactly once"));
        if (TestScale.IsLong)
        {
            Assert.All([KillPhase.BeforeAcceptance, KillPhase.Running, KillPhase.Sent], phase => Assert.Contains(phase, phases));
        }
    }
}
