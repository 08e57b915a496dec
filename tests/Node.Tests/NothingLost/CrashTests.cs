using System.Globalization;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Testing;
using Node.Testing.Postgres;
using Xunit;

namespace Node.Tests.NothingLost;

/// <summary>
/// The real program is killed before and after each kind of commit, under work. After each restart nothing that was accepted is
/// lost, nothing has two results, and the runs of a job started in order. Long runs (<c>NODE_TEST_SCALE=long</c>) go through all points.
/// </summary>
public sealed class CrashTests
{
    [Fact]
    public Task Nothing_is_lost_doubled_or_out_of_order_by_a_kill_at_any_commit_on_SQLite() => CrashAsync(EngineKind.Sqlite, null);

    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order_by_a_kill_at_any_commit_on_PostgreSQL()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken);
        await CrashAsync(EngineKind.Postgres, database.Url);
    }

    private static async Task CrashAsync(EngineKind engine, string? databaseUrl)
    {
        var random = SeededRandom.Fresh();
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine(random.ToString());
        var all = CrashPoints.Of(engine);
        var points = TestScale.IsLong ? all : [.. all.OrderBy(_ => random.NextInt32(int.MaxValue)).Take(4)];
        await using var world = await CrashWorld.BuildAsync(databaseUrl);
        foreach (var point in points)
        {
            try
            {
                var isOften = CrashPoints.Often.Contains(CrashPoints.MarkOf(point));
                await world.CrashAsync(point, isOften ? 1 + random.NextInt32(8) : 1);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{random}, {point}: {e.Message}", e);
            }

            output.WriteLine($"{point}: hit");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{points.Count} points, {world.Checked} different runs checked"));

        // Without work between the kills they prove nothing.
        Assert.InRange(world.Checked, points.Count * 10, int.MaxValue);
    }
}
