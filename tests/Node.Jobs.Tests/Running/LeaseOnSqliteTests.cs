using Microsoft.Extensions.Time.Testing;
using Node.Core.Storage;
using Node.Jobs.Tests.Runs;
using Xunit;

namespace Node.Jobs.Tests.Running;

public sealed class LeaseOnSqliteTests() : DatabaseSuite(EngineKind.Sqlite)
{
    [Fact]
    public async Task A_file_belongs_to_one_process_whose_lease_is_never_out()
    {
        var time = new FakeTimeProvider();
        var rig = new RunnerRig(Database, leaseTime: time);
        var job = await rig.AddJobAsync("""price [type=memo value="1.5"]""");
        await rig.StartAsync();
        time.Advance(TimeSpan.FromDays(1));
        Assert.False(rig.Lease.IsOut);
        await rig.EndOfAsync((await rig.AcceptAsync(job, "k")).RunId);
        await rig.CloseAsync();
    }
}
