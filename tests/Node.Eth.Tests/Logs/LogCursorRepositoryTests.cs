using Node.Core.Storage;
using Node.Eth.Logs;
using Node.Eth.Primitives;
using Node.Testing.Storage;
using Xunit;

namespace Node.Eth.Tests.Logs;

public abstract class LogCursorRepositoryTests(EngineKind engine) : IAsyncLifetime
{
    private static readonly ChainId One = new(1);
    private static readonly ChainId Two = new(long.MaxValue);
    private TestDatabase _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TestDatabase.CreateAsync(engine, typeof(LogPoller).Assembly);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_cursor_reads_back_as_it_was_added()
    {
        var added = await AddAsync(One, "a", 7);
        var read = Assert.Single(await ListAsync(One));
        Assert.Equal(added.Id, read.Id);
        Assert.Equal("a", read.Name);
        Assert.Equal(7, read.NextBlock);
        Assert.Equal(7, read.FirstBlock);
        Assert.Null(read.LastHash);
    }

    [Fact]
    public async Task Adding_a_name_twice_gives_the_first_cursor()
    {
        var first = await AddAsync(One, "a", 7);
        var second = await AddAsync(One, "a", 9);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(7, second.NextBlock);
    }

    [Fact]
    public async Task A_cursor_without_a_block_gets_its_first_with_the_first_move()
    {
        var added = await AddAsync(One, "a", null);
        Assert.Null(added.NextBlock);
        await MoveAsync([added.Id], 5, null);
        await MoveAsync([added.Id], 8, Hash32.Zero);
        var read = Assert.Single(await ListAsync(One));
        Assert.Equal((8, 5), (read.NextBlock, read.FirstBlock));
        Assert.Equal(new byte[32], read.LastHash);
    }

    [Fact]
    public async Task Chains_do_not_see_each_other()
    {
        await AddAsync(One, "a", 1);
        await AddAsync(Two, "a", 2);
        Assert.Equal(1, Assert.Single(await ListAsync(One)).NextBlock);
        await _store.Database.WriteAsync(session => LogCursorRepository.DeleteAsync(session, One, "a"), Token);
        Assert.Empty(await ListAsync(One));
        Assert.Equal(2, Assert.Single(await ListAsync(Two)).NextBlock);
    }

    [Fact]
    public async Task Many_move_with_one_statement_and_the_others_stay()
    {
        var ids = new List<long>();
        for (var i = 0; i < 30; i++)
        {
            ids.Add((await AddAsync(One, $"n{i}", 1)).Id);
        }

        Assert.Equal(29, await MoveAsync(ids.Skip(1), 5, Keccak256.Hash("x")));
        var all = await ListAsync(One);
        Assert.Equal(1, all[0].NextBlock);
        Assert.All(all.Skip(1), cursor => Assert.Equal(5, cursor.NextBlock));
    }

    private Task<LogCursor> AddAsync(ChainId chain, string name, long? next) =>
        _store.Database.WriteAsync(session => LogCursorRepository.AddAsync(session, chain, name, next), Token);

    private Task<int> MoveAsync(IEnumerable<long> ids, long next, Hash32? hash) =>
        _store.Database.WriteAsync(session => LogCursorRepository.MoveAsync(session, ids, next, hash), Token);

    private Task<IReadOnlyList<LogCursor>> ListAsync(ChainId chain) =>
        _store.Database.ReadAsync(session => LogCursorRepository.ListAsync(session, chain), Token);
}
