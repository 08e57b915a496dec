using System.Numerics;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Testing.Chain;

/// <summary>
/// A chain in memory that does only what a test says: it mines on demand, forks on demand, and its contracts are scripts.
/// Time stands still: block n is made at genesis + 12 s × n. Safe from any thread; the same calls in the same order give the same
/// hashes.
/// </summary>
public sealed class ScriptedChain
{
    private readonly Lock _gate = new();
    private readonly List<ScriptedBlock> _canonical = [];
    private readonly Dictionary<Hash32, ScriptedBlock> _all = [];
    private readonly Dictionary<Address, BigInteger> _grants = [];
    private readonly Dictionary<Address, Func<ScriptedTx, ScriptedOutcome>> _contracts = [];
    private readonly Dictionary<(Address To, uint Selector), Func<byte[], byte[]>> _calls = [];
    private readonly ScriptedPool _pool = new();
    private long _salt;
    private long _synthetic;
    private int _txsToDrop;

    /// <summary>A chain that holds only its genesis block.</summary>
    public ScriptedChain(ulong chainId = 1337)
    {
        ChainId = new ChainId(chainId);
        AddBlock(ScriptedBlockBuilder.Genesis(BaseFee, BlockGasLimit));
    }

    /// <summary>Its id.</summary>
    public ChainId ChainId { get; }

    /// <summary>Whose rules and words it follows. Default geth.</summary>
    public ScriptedClient Client { get; init; } = ScriptedClient.Geth;

    /// <summary>Base fee of the blocks to come, in wei per gas; null for a chain without EIP-1559. Default 1 gwei.</summary>
    public BigInteger? BaseFee { get; set; } = 1_000_000_000;

    /// <summary>What <c>eth_maxPriorityFeePerGas</c> answers. Default 1 gwei.</summary>
    public BigInteger Tip { get; set; } = 1_000_000_000;

    /// <summary>Gas limit of blocks to come. Default 30,000,000.</summary>
    public long BlockGasLimit { get; set; } = 30_000_000;

    /// <summary>How far the finalized block is behind the latest. Default 50.</summary>
    public int FinalityDepth { get; init; } = 50;

    /// <summary>The latest block.</summary>
    public ScriptedBlock Latest => Locked(() => _canonical[^1]);

    /// <summary>The waiting transactions, oldest first.</summary>
    public IReadOnlyList<ScriptedTx> Pool => Locked(() => _pool.Txs.ToArray());

    /// <summary>The canonical block at a height, or null.</summary>
    public ScriptedBlock? Find(long number) =>
        Locked(() => number >= 0 && number < _canonical.Count ? _canonical[(int)number] : null);

    /// <summary>A block of any fork, or null.</summary>
    public ScriptedBlock? Find(Hash32 hash) => Locked(() => _all.GetValueOrDefault(hash));

    /// <summary>Whether a block is canonical.</summary>
    public bool IsCanonical(Hash32 hash) => Find(hash) is { } block && Find(block.Header.Number)?.Header.Hash == hash;

    /// <summary>The receipt of a mined transaction, or null.</summary>
    public TxReceipt? FindReceipt(Hash32 txHash) =>
        Locked(() => _canonical.SelectMany(block => block.Receipts).FirstOrDefault(receipt => receipt.TxHash == txHash));

    /// <summary>Gives wei to an account, in every block that was and will be.</summary>
    public void Fund(Address address, BigInteger wei) =>
        Locked(() => _grants[address] = _grants.GetValueOrDefault(address) + wei);

    /// <summary>The balance of an account after a block (null: the latest).</summary>
    public BigInteger BalanceOf(Address address, ScriptedBlock? at = null) =>
        Locked(() => _grants.GetValueOrDefault(address) + (at ?? _canonical[^1]).State.GetValueOrDefault(address).Balance);

    /// <summary>The next nonce of an account after a block (null: the latest).</summary>
    public long NonceOf(Address address, ScriptedBlock? at = null) =>
        Locked(() => (at ?? _canonical[^1]).State.GetValueOrDefault(address).Nonce);

    /// <summary>The next nonce of an account with waiting transactions counted.</summary>
    public long PendingNonceOf(Address address) =>
        Locked(() => _pool.NextNonce(address, _canonical[^1].State.GetValueOrDefault(address).Nonce));

    /// <summary>Says what transactions to a contract do; without a script they succeed and do nothing.</summary>
    public void OnTransaction(Address to, Func<ScriptedTx, ScriptedOutcome> script) => Locked(() => _contracts[to] = script);

    /// <summary>
    /// Says what a simulated call with a selector returns; the script gets the whole data and may throw <see
    /// cref="ScriptedRejectionException"/>.
    /// </summary>
    public void OnCall(Address to, uint selector, Func<byte[], byte[]> script) => Locked(() => _calls[(to, selector)] = script);

    /// <summary>What the transaction would do now.</summary>
    public ScriptedOutcome Outcome(ScriptedTx tx)
    {
        var script = Locked(() => tx.To is { } to ? _contracts.GetValueOrDefault(to) : null);
        return script?.Invoke(tx) ?? new ScriptedOutcome();
    }

    /// <summary>The script for a simulated call, or null.</summary>
    public Func<byte[], byte[]>? CallScript(Address to, uint selector) => Locked(() => _calls.GetValueOrDefault((to, selector)));

    /// <summary>Writes a log in the next block, as if some other account had caused it.</summary>
    public Hash32 Emit(Address contract, IReadOnlyList<Hash32> topics, byte[]? data = null)
    {
        lock (_gate)
        {
            var hash = Keccak256.Hash($"synthetic {++_synthetic}");
            _pool.Force(new ScriptedTx { Hash = hash, From = Address.Zero, Nonce = -1, SyntheticLogs = [new ScriptedLog(contract, topics, data ?? [])] });
            return hash;
        }
    }

    /// <summary>Takes a transaction into the pool by the rules of the client.</summary>
    /// <exception cref="ScriptedRejectionException">It is refused.</exception>
    public void Submit(ScriptedTx tx)
    {
        lock (_gate)
        {
            if (tx.ChainId is { } id && id != ChainId.Value)
            {
                throw new ScriptedRejectionException(-32000, $"invalid chain id for signer: have {id} want {ChainId}");
            }

            var state = _canonical[^1].State.GetValueOrDefault(tx.From);
            var balance = _grants.GetValueOrDefault(tx.From) + state.Balance;
            _pool.Add(tx, Client, state.Nonce, balance, BaseFee, BlockGasLimit);
            if (_txsToDrop > 0)
            {
                _txsToDrop--;
                _pool.Remove(known => known.Hash == tx.Hash);
            }
        }
    }

    /// <summary>Makes the pool say yes to the next <paramref name="count"/> transactions and then lose them.</summary>
    public void LoseNextTxs(int count) => Locked(() => _txsToDrop += count);

    /// <summary>Drops waiting transactions that match; gives back how many.</summary>
    public int Evict(Predicate<ScriptedTx> match) => Locked(() => _pool.Remove(match));

    /// <summary>Uses up the next nonce of an account in the next block, as a foreign program with the same key would.</summary>
    public Hash32 UseNonceElsewhere(Address from)
    {
        lock (_gate)
        {
            var hash = Keccak256.Hash($"foreign {++_synthetic}");
            var nonce = _canonical[^1].State.GetValueOrDefault(from).Nonce;
            _pool.Remove(tx => tx.From == from && tx.Nonce == nonce);
            _pool.Force(
                new ScriptedTx { Hash = hash, From = from, Nonce = nonce, To = Address.Zero, MaxFeePerGas = BaseFee ?? 0 });
            return hash;
        }
    }

    /// <summary>Mines blocks; the first takes what the pool can give, by tip and nonce.</summary>
    public ScriptedBlock Mine(int count = 1)
    {
        lock (_gate)
        {
            for (var i = 0; i < count; i++)
            {
                MineFrom([.. _pool.Txs.OrderByDescending(tx => tx.MaxPriorityFeePerGas)]);
            }

            return _canonical[^1];
        }
    }

    /// <summary>Mines one block without taking anything from the pool.</summary>
    public ScriptedBlock MineEmpty() => Locked(() => MineFrom([]));

    /// <summary>
    /// Replaces the newest <paramref name="depth"/> blocks by <paramref name="newBlocks"/> others (null: one more than were
    /// replaced).
    /// </summary>
    public ScriptedBlock Reorg(int depth, ReorgTxs txs = ReorgTxs.Keep, int? newBlocks = null)
    {
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(depth, _canonical.Count);
            var replaced = _canonical.GetRange(_canonical.Count - depth, depth);
            _canonical.RemoveRange(_canonical.Count - depth, depth);
            var count = newBlocks ?? depth + 1;
            var orphans = replaced.SelectMany(block => block.Txs).ToList();
            for (var i = 0; i < count; i++)
            {
                var again = txs switch
                {
                    ReorgTxs.Keep => i < replaced.Count ? [.. replaced[i].Txs] : [],
                    ReorgTxs.Move => i == count - 1 ? [.. Enumerable.Reverse(orphans)] : [],
                    _ => new List<ScriptedTx>(),
                };
                MineFrom(again);
            }

            if (txs == ReorgTxs.ToPool)
            {
                orphans.ForEach(_pool.Force);
            }

            return _canonical[^1];
        }
    }

    private ScriptedBlock MineFrom(List<ScriptedTx> candidates)
    {
        var builder = new ScriptedBlockBuilder(
            _canonical[^1], BaseFee, BlockGasLimit, ++_salt, address => _grants.GetValueOrDefault(address), Outcome);
        bool progress;
        do
        {
            progress = candidates.RemoveAll(builder.TryAdd) > 0; // again: a later nonce may have become next
        }
        while (progress && candidates.Count > 0);
        var block = builder.Build();
        AddBlock(block);
        _pool.Remove(tx => block.Txs.Any(mined => mined.Hash == tx.Hash)
            || (!tx.IsSynthetic && tx.Nonce < block.State.GetValueOrDefault(tx.From).Nonce));
        return block;
    }

    private void AddBlock(ScriptedBlock block)
    {
        _canonical.Add(block);
        _all[block.Header.Hash] = block;
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
