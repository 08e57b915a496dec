using Node.Core.Storage;
using Node.Eth.Signatures.DistributedSchnorr;
using Node.Testing.Storage;
using Xunit;

namespace Node.Eth.Tests.Signatures.DistributedSchnorr;

/// <summary>What the table of uses promises besides, on either engine.</summary>
public abstract class StoredOneTimeUsesSuite(EngineKind engine) : OneTimeUsesSuite, IAsyncLifetime
{
    private TestDatabase _database = null!;

    // A new one each time: all that is remembered is in the database.
    private protected override IOneTimeUses Uses => new StoredOneTimeUses(_database.Database, TimeProvider.System);

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(engine, typeof(EthDss).Assembly);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_use_is_remembered_across_a_restart()
    {
        var config = DssSetting.Good() with { Uses = Uses };
        await Sessions.StartAsync(config);
        await _database.ReopenAsync();
        var after = Copy(config) with { Uses = Uses };
        await Sessions.RefusedAsync(DssFault.ShareUsed, after with { Message = 2 });
        Assert.NotNull(await Sessions.StartAsync(after));
    }

    [Fact]
    public async Task Nothing_begins_when_the_use_cannot_be_written_down()
    {
        var config = DssSetting.Good() with { Uses = Uses };
        await _database.Database.WriteAsync(session => session.ExecuteAsync("DROP TABLE share_uses"), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Sessions.StartAsync(config));
    }
}
