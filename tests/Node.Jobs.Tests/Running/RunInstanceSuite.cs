using Node.Core.Storage;
using Node.Jobs.Runs;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>Who may execute runs, as the tables say, on either engine.</summary>
public abstract class RunInstanceSuite(EngineKind engine) : DatabaseSuite(engine)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private readonly RunInstanceRepository _instances = new();

    [Fact]
    public async Task Numbers_of_instances_rise_and_are_never_used_twice()
    {
        var first = await RegisterAsync();
        await WriteAsync(session => _instances.RemoveAsync(session, first));
        Assert.True(await RegisterAsync() > first);
    }

    [Fact]
    public async Task An_instance_holds_until_it_is_removed()
    {
        var id = await RegisterAsync();
        Assert.Equal([id], await Database.WriteAsync(session => _instances.HeldAsync(session, [id, id + 1]), Token));
        Assert.Equal([id], await RenewAsync(id));
        await WriteAsync(session => _instances.RemoveAsync(session, id));
        Assert.Empty(await Database.WriteAsync(session => _instances.HeldAsync(session, [id]), Token));
        Assert.Empty(await RenewAsync(id));
    }

    [Fact]
    public async Task A_lane_has_one_instance_until_that_is_gone()
    {
        var first = await RegisterAsync();
        Assert.Equal([1L, 2L], (await ClaimAsync(first, 1, 2))!.Order());
        Assert.Equal([1L, 2L, 3L], (await ClaimAsync(first, 1, 2, 3))!.Order());
        await WriteAsync(session => _instances.ReleaseAsync(session, first, [3]));
        await WriteAsync(session => _instances.RemoveAsync(session, first));
        Assert.Null(await ClaimAsync(first, 4));
        var second = await RegisterAsync();
        Assert.Equal([1L, 3L], (await ClaimAsync(second, 1, 3))!.Order());
    }

    [Fact]
    public async Task The_databases_clock_is_about_now()
    {
        var now = await Database.ReadAsync(session => session.SingleAsync<long>($"SELECT {session.Dialect.NowMicros}"), Token);
        var ours = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
        Assert.InRange(now, ours - 60_000_000, ours + 60_000_000);
    }

    private protected Task<long> RegisterAsync(TimeSpan? lease = null) => Database.WriteAsync(session => _instances.RegisterAsync(session, lease ?? Lease), Token);

    private protected Task<IReadOnlyList<long>> RenewAsync(long id) => Database.WriteAsync(session => _instances.RenewAsync(session, id, Lease), Token);

    private protected Task<IReadOnlySet<long>?> ClaimAsync(long id, params long[] jobIds) =>
        Database.WriteAsync(session => _instances.ClaimAsync(session, id, jobIds), Token);

    private Task WriteAsync(Func<WriteSession, Task> work) => Database.WriteAsync(work, Token);
}
