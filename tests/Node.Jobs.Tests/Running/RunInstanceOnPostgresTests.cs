using Node.Core.Storage;
using Xunit;

namespace Node.Jobs.Tests.Running;

public sealed class RunInstanceOnPostgresTests() : RunInstanceSuite(EngineKind.Postgres)
{
    [Fact]
    public async Task Only_an_instance_whose_lease_is_over_is_removed_by_others()
    {
        var (living, dead) = (await RegisterAsync(), await RegisterAsync(TimeSpan.FromMilliseconds(-1)));
        await ClaimAsync(living, 1);
        await ClaimAsync(dead, 2);
        var next = await RegisterAsync();
        Assert.Empty((await ClaimAsync(next, 1, 2))!);
        Assert.Equal([living, next], await RenewAsync(next));
        Assert.Equal([2L], await ClaimAsync(next, 1, 2));
    }

    [Fact]
    public async Task Two_that_claim_at_once_never_have_the_same_lane()
    {
        var instances = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RegisterAsync()));
        long[] jobs = [.. Enumerable.Range(1, 50).Select(n => (long)n)];
        var claimed = await Task.WhenAll(instances.Select(id => ClaimAsync(id, jobs)));
        Assert.Equal(jobs, claimed.SelectMany(own => own!).Order());
    }
}
