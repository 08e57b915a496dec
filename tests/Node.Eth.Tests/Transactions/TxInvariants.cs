using Node.Eth.Primitives;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Transactions;

/// <summary>What must hold of store and chain at the end of every scenario.</summary>
internal static class TxInvariants
{
    public static async Task CheckAsync(TxRig rig)
    {
        var chain = (long)rig.Chain.ChainId.Value;
        foreach (var key in rig.Keystore.Addresses)
        {
            var (nonces, next) = await rig.Database.ReadAsync(
                async session => (
                    await session.QueryAsync<long>(
                        "SELECT nonce FROM eth_txs WHERE chain_id = @chain AND from_address = @from ORDER BY nonce",
                        new { chain, from = key.ToBytes() }),
                    await session.SingleAsync<long>(
                        "SELECT next_nonce FROM eth_key_states WHERE chain_id = @chain AND address = @from",
                        new { chain, from = key.ToBytes() })),
                TestContext.Current.CancellationToken);
            Contiguous(rig, key, nonces, next);
        }

        await OnePayloadPerNonceAsync(rig, chain);
        AtMostOneSuccessPerOrigin(rig);
    }

    // Every nonce below the next one is ours, or was used by somebody else on the chain.
    private static void Contiguous(TxRig rig, Address key, IReadOnlyList<long> nonces, long next)
    {
        Assert.Equal(nonces.Distinct(), nonces);
        var ours = nonces.ToHashSet();
        for (var nonce = 0L; nonce < next; nonce++)
        {
            Assert.True(ours.Contains(nonce) || nonce < rig.Chain.NonceOf(key), $"nonce {nonce} of {key} is a gap below {next}");
        }

        Assert.All(nonces, nonce => Assert.True(nonce < next, $"nonce {nonce} of {key} is not below the next one, {next}"));
    }

    // Several payloads at one nonce only as a recorded giving up: one call, one cancelling transfer.
    private static async Task OnePayloadPerNonceAsync(TxRig rig, long chain)
    {
        var attempts = await rig.Database.ReadAsync(
            session => session.QueryAsync<AttemptRow>(
                """
                SELECT t.id, t.give_up_reason, a.purpose, a.raw FROM eth_txs t JOIN eth_tx_attempts a ON a.tx_id = t.id
                WHERE t.chain_id = @chain ORDER BY t.id, a.number
                """,
                new { chain }),
            TestContext.Current.CancellationToken);
        foreach (var tx in attempts.GroupBy(attempt => attempt.Id))
        {
            Assert.Equal(tx.First().GiveUpReason is null ? ["call"] : ["call", "cancel"], tx.Select(attempt => attempt.Purpose));
        }

        var signed = attempts.Select(attempt => RawTxDecoder.Decode(attempt.Raw)).ToList();
        Assert.Equal(attempts.Count, signed.Select(tx => tx.Hash).Distinct().Count());
    }

    // Tests give each origin call data of its own.
    private static void AtMostOneSuccessPerOrigin(TxRig rig)
    {
        var mined = rig.MinedCalls();
        Assert.Equal(mined.Count, mined.Select(tx => (tx.From, tx.Nonce)).Distinct().Count());
    }

    private sealed class AttemptRow
    {
        public long Id { get; init; }

        public string? GiveUpReason { get; init; }

        public string Purpose { get; init; } = "";

        public byte[] Raw { get; init; } = [];
    }
}
