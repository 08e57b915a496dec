using System.Numerics;
using Node.Eth.Primitives;

namespace Node.Testing.Chain;

/// <summary>
/// The waiting transactions and the rules by which they get in. Not safe for several threads: the chain guards it.
/// </summary>
internal sealed class ScriptedPool
{
    private readonly List<ScriptedTx> _txs = [];

    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<ScriptedTx> Txs => _txs;

    /// <summary>Takes a transaction or says why not, in the words of the client.</summary>
    public void Add(ScriptedTx tx, ScriptedClient client, long nonce, BigInteger balance, BigInteger? baseFee, long blockGasLimit)
    {
        var geth = client == ScriptedClient.Geth;
        if (_txs.Exists(known => known.Hash == tx.Hash))
        {
            throw geth
                ? new ScriptedRejectionException(-32000, "already known")
                : new ScriptedRejectionException(-32003, "transaction already imported");
        }

        if (tx.Nonce < nonce)
        {
            throw geth
                ? new ScriptedRejectionException(-32000, $"nonce too low: next nonce {nonce}, tx nonce {tx.Nonce}")
                : new ScriptedRejectionException(-32003, "nonce too low");
        }

        var intrinsic = ScriptedGas.Intrinsic(tx.Data);
        if (tx.GasLimit < intrinsic)
        {
            throw new ScriptedRejectionException(-32000, geth
                ? $"intrinsic gas too low: gas {tx.GasLimit}, minimum needed {intrinsic}" : "intrinsic gas too low");
        }

        if (tx.GasLimit > blockGasLimit)
        {
            throw new ScriptedRejectionException(-32000, geth
                ? "exceeds block gas limit" : "intrinsic gas too high -- tx.gas_limit > env.block.gas_limit");
        }

        if (tx.MaxPriorityFeePerGas > tx.MaxFeePerGas)
        {
            throw new ScriptedRejectionException(-32000, "max priority fee per gas higher than max fee per gas");
        }

        if (!geth && baseFee is { } fee && tx.MaxFeePerGas < fee)
        {
            throw new ScriptedRejectionException(-32003, "max fee per gas less than block base fee");
        }

        if (geth && tx.MaxPriorityFeePerGas < 1)
        {
            throw new ScriptedRejectionException(-32000, $"transaction underpriced: gas tip cap {tx.MaxPriorityFeePerGas}, minimum needed 1");
        }

        if (balance < tx.CostMax)
        {
            throw geth
                ? new ScriptedRejectionException(-32000, $"insufficient funds for gas * price + value: balance {balance}, tx cost {tx.CostMax}, overshot {tx.CostMax - balance}")
                : new ScriptedRejectionException(-32003, "Insufficient funds for gas * price + value");
        }

        Replace(tx, geth);
        _txs.Add(tx);
    }

    /// <summary>Puts back or adds without any rule.</summary>
    public void Force(ScriptedTx tx) => _txs.Add(tx);

    /// <summary>Drops those that match; gives back how many.</summary>
    public int Remove(Predicate<ScriptedTx> match) => _txs.RemoveAll(match);

    /// <summary>
    /// The next nonce of an account with its executable waiting transactions on top of <paramref name="nonce"/>.
    /// </summary>
    public long NextNonce(Address address, long nonce)
    {
        while (_txs.Exists(tx => tx.From == address && tx.Nonce == nonce))
        {
            nonce++;
        }

        return nonce;
    }

    private void Replace(ScriptedTx tx, bool geth)
    {
        var old = _txs.Find(known => known.From == tx.From && known.Nonce == tx.Nonce);
        if (old is null)
        {
            return;
        }

        var enough = geth
            ? Bumped(tx.MaxFeePerGas, old.MaxFeePerGas) && Bumped(tx.MaxPriorityFeePerGas, old.MaxPriorityFeePerGas)
            : tx.MaxFeePerGas > old.MaxFeePerGas;
        if (!enough)
        {
            throw new ScriptedRejectionException(geth ? -32000 : -32003, "replacement transaction underpriced");
        }

        _txs.Remove(old);
    }

    private static bool Bumped(BigInteger now, BigInteger before) => now * 100 >= before * 110;
}
