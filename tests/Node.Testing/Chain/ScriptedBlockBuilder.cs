using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Testing.Chain;

/// <summary>Executes transactions one after another into a new block.</summary>
internal sealed class ScriptedBlockBuilder(
    ScriptedBlock parent,
    BigInteger? baseFee,
    long gasLimit,
    long salt,
    Func<Address, BigInteger> grantOf,
    Func<ScriptedTx, ScriptedOutcome> execute)
{
    private readonly List<(ScriptedTx Tx, ScriptedOutcome Outcome, long GasUsed, BigInteger Price)> _mined = [];
    private ImmutableDictionary<Address, ScriptedAccount> _state = parent.State;
    private readonly long _gasLimit = gasLimit;
    private long _gasLeft = gasLimit;

    /// <summary>Adds a transaction if it can be executed now; false if not.</summary>
    public bool TryAdd(ScriptedTx tx)
    {
        var account = _state.GetValueOrDefault(tx.From);
        var fee = baseFee ?? BigInteger.Zero;
        if (!tx.IsSynthetic
            && (tx.Nonce != account.Nonce || tx.MaxFeePerGas < fee || tx.GasLimit > _gasLeft || account.Balance + grantOf(tx.From) < tx.CostMax))
        {
            return false;
        }

        var outcome = tx.IsSynthetic ? new ScriptedOutcome { Logs = tx.SyntheticLogs } : execute(tx);
        var gas = outcome.GasUsed ?? ScriptedGas.Intrinsic(tx.Data);
        if (gas > tx.GasLimit && !tx.IsSynthetic)
        {
            (outcome, gas) = (outcome with { Succeeds = false }, tx.GasLimit);
        }

        var price = BigInteger.Min(tx.MaxFeePerGas, fee + tx.MaxPriorityFeePerGas);
        _mined.Add((tx, outcome, gas, price));
        _gasLeft -= gas;
        if (!tx.IsSynthetic)
        {
            var moved = outcome.Succeeds ? tx.Value : BigInteger.Zero;
            _state = _state.SetItem(tx.From, new ScriptedAccount(account.Nonce + 1, account.Balance - moved - (gas * price)));
            if (tx.To is { } to)
            {
                var receiver = _state.GetValueOrDefault(to);
                _state = _state.SetItem(to, receiver with { Balance = receiver.Balance + moved });
            }
        }

        return true;
    }

    /// <summary>The block.</summary>
    public ScriptedBlock Build()
    {
        var number = parent.Header.Number + 1;
        var hash = HashOf(parent.Header.Hash, number, salt, _mined.Select(mined => mined.Tx.Hash));
        var root = Keccak256.Hash(hash.ToBytes());
        var header = new BlockHeader(
            hash, number, parent.Header.Hash, parent.Header.Timestamp.AddSeconds(12), baseFee, root, root, root, _gasLimit);
        var receipts = new List<TxReceipt>();
        var logIndex = 0L;
        for (var i = 0; i < _mined.Count; i++)
        {
            var (tx, outcome, gas, price) = _mined[i];
            var logs = outcome.Succeeds ? outcome.Logs : [];
            receipts.Add(new TxReceipt(
                tx.Hash, hash, number, i, outcome.Succeeds, gas, price, tx.To is null && !tx.IsSynthetic
                    ? new Address(tx.Hash.ToBytes().AsSpan(12)) : null,
                [.. logs.Select(log => new EthLog(log.Address, log.Topics, log.Data, number, hash, tx.Hash, logIndex++, i))]));
        }

        return new ScriptedBlock(header, [.. _mined.Select(mined => mined.Tx)], receipts, _state);
    }

    /// <summary>The block that everything stands on.</summary>
    public static ScriptedBlock Genesis(BigInteger? baseFee, long gasLimit)
    {
        var hash = HashOf(Hash32.Zero, 0, 0, []);
        var header = new BlockHeader(
            hash, 0, Hash32.Zero, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), baseFee, Hash32.Zero, Hash32.Zero, Hash32.Zero, gasLimit);
        return new ScriptedBlock(header, [], [], ImmutableDictionary<Address, ScriptedAccount>.Empty);
    }

    private static Hash32 HashOf(Hash32 parent, long number, long salt, IEnumerable<Hash32> txs)
    {
        var bytes = new List<byte>(parent.ToBytes());
        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(word, number);
        bytes.AddRange(word);
        BinaryPrimitives.WriteInt64BigEndian(word, salt);
        bytes.AddRange(word);
        foreach (var tx in txs)
        {
            bytes.AddRange(tx.ToBytes());
        }

        return Keccak256.Hash([.. bytes]);
    }
}
