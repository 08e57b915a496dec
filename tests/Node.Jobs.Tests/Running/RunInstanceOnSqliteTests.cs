using Node.Core.Storage;
using Xunit;

namespace Node.Jobs.Tests.Running;

public sealed class RunInstanceOnSqliteTests() : RunInstanceSuite(EngineKind.Sqlite)
{
    [Fact]
    public async Task Who_opens_the_file_need_not_wait_for_whoever_had_it()
    {
        var dead = await RegisterAsync();
        await ClaimAsync(dead, 1);
        var next = await RegisterAsync();
        Assert.Equal([next], await RenewAsync(next));
        Assert.Equal([1L], await ClaimAsync(next, 1));
    }
}
