using Node.Core.Storage;
using Node.Eth.Primitives;
using Node.Eth.Transactions;
using Xunit;

namespace Node.Eth.Tests.Transactions;

/// <summary>The guards of the changing statements: each changes a row only from the state it names.</summary>
public abstract class TxRepositoryTests(EngineKind engine)
{
    private readonly TxRepository _txs = new();
    private readonly TxQueries _queries = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_from_a_state_that_is_past_writes_nothing()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a");
        var now = rig.Time.GetUtcNow();
        var hash = Keccak256.Hash("a");
        var queued = await RowAsync(rig);
        Assert.True(await Write(rig, session => _txs.TryMarkSignedAsync(session, queued, hash, now)));
        Assert.False(await Write(rig, session => _txs.TryMarkSignedAsync(session, queued, hash, now)));

        var signed = await RowAsync(rig);
        Assert.True(await Write(rig, session => _txs.TryMarkSentAsync(session, signed, now)));
        Assert.False(await Write(rig, session => _txs.TryMarkSentAsync(session, signed, now)));
        Assert.False(await Write(rig, session => _txs.TryGiveUpAsync(session, signed, hash, "late", now)));
        Assert.False(await Write(rig, session => _txs.TryMarkMissingAsync(session, signed, 7)));

        var sent = await RowAsync(rig);
        var place = new TxPlace(hash, 5, Keccak256.Hash("block"));
        Assert.True(await Write(rig, session => _txs.TryMarkMinedAsync(session, sent, TxState.Mined, place, null, now)));
        Assert.False(await Write(rig, session => _txs.TryMarkMinedAsync(session, sent, TxState.Reverted, place, "no", now)));
        Assert.False(await Write(rig, session => _txs.TryMarkReplacedAsync(session, sent, "no", now)));
        Assert.False(await Write(rig, session => _txs.TryPostponeAsync(session, sent, now)));

        var mined = await RowAsync(rig);
        Assert.Equal((TxState.Mined, 5L, place.BlockHash, hash), (mined.State, mined.BlockNumber!.Value, mined.Block!.Value, mined.Hash!.Value));
        Assert.True(await Write(rig, session => _txs.TryMarkNotifiedAsync(session, mined, now)));
        Assert.False(await Write(rig, session => _txs.TryMarkNotifiedAsync(session, mined, now)));
    }

    [Fact]
    public async Task A_settled_block_is_not_touched_by_a_reorg_any_more()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        await rig.EnqueueAsync("a");
        var now = rig.Time.GetUtcNow();
        var block = Keccak256.Hash("block");
        await Write(rig, async session => await _txs.TryMarkSignedAsync(session, await FindAsync(session, rig), block, now));
        await Write(rig, async session => await _txs.TryMarkMinedAsync(
            session, await FindAsync(session, rig), TxState.Mined, new TxPlace(block, 5, block), null, now));

        Assert.Equal(0, await Write(rig, session => _txs.SettleAsync(session, rig.Chain.ChainId, Keccak256.Hash("another"), now)));
        Assert.Equal(1, await Write(rig, session => _txs.SettleAsync(session, rig.Chain.ChainId, block, now)));
        Assert.Equal(0, await Write(rig, session => _txs.SettleAsync(session, rig.Chain.ChainId, block, now)));
        Assert.Equal(0, await Write(rig, session => _txs.MarkReorgedOutAsync(session, rig.Chain.ChainId, block, now)));

        var settled = await RowAsync(rig);
        Assert.Equal((TxState.Final, now), (settled.State, settled.SettledAt!.Value));
    }

    [Fact]
    public async Task Only_unsigned_transactions_change_their_nonce_and_they_may_swap_places()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        foreach (var origin in new[] { "signed", "b", "c" })
        {
            await rig.EnqueueAsync(origin);
        }

        var now = rig.Time.GetUtcNow();
        await Write(rig, async session => await _txs.TryMarkSignedAsync(
            session, (await _queries.FindAsync(session, rig.Chain.ChainId, "signed"))!, Keccak256.Hash("x"), now));
        Assert.Equal(0, await Write(rig, session => _txs.ParkAsync(session, rig.Chain.ChainId, rig.Key, new NonceMove(0, 9))));
        NonceMove[] swap = [new(1, 2), new(2, 1)];
        await Write(rig, async session =>
        {
            foreach (var move in swap)
            {
                await _txs.ParkAsync(session, rig.Chain.ChainId, rig.Key, move);
            }

            var moved = 0;
            foreach (var move in swap)
            {
                moved += await _txs.RenumberAsync(session, rig.Chain.ChainId, rig.Key, move, now);
            }

            Assert.Equal(2, moved);
            return moved;
        });

        Assert.Equal((0, 2, 1), ((await rig.RecordAsync("signed")).Nonce, (await rig.RecordAsync("b")).Nonce, (await rig.RecordAsync("c")).Nonce));
    }

    [Fact]
    public async Task A_next_nonce_changes_only_from_the_one_that_was_read()
    {
        await using var rig = await TxRig.CreateAsync(engine);
        var keys = new KeyStateRepository();
        await Write(rig, async session =>
        {
            Assert.Equal(0, await keys.LockAsync(session, rig.Key, rig.Chain.ChainId));
            await keys.SetNextNonceAsync(session, rig.Key, rig.Chain.ChainId, 0, 7);
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => keys.SetNextNonceAsync(session, rig.Key, rig.Chain.ChainId, 0, 8));
            return 0;
        });

        Assert.Equal(7, (await rig.EnqueueAsync("a")).Nonce);
        Assert.Null(await Write(rig, session => keys.LockAsync(session, TxRig.Contract, rig.Chain.ChainId)));
        Assert.Null(await Write(rig, session => keys.TakeNonceAsync(session, TxRig.Contract, rig.Chain.ChainId, rig.Time.GetUtcNow())));
    }

    private static Task<T> Write<T>(TxRig rig, Func<WriteSession, Task<T>> work) => rig.Database.WriteAsync(work, Ct);

    private Task<TxRow> RowAsync(TxRig rig) => rig.Database.ReadAsync(session => FindAsync(session, rig), Ct);

    private async Task<TxRow> FindAsync(ReadSession session, TxRig rig) => (await _queries.FindAsync(session, rig.Chain.ChainId, "a"))!;
}
