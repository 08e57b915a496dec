namespace Node.Eth.Transactions;

/// <summary>Which state of a transaction may follow which.</summary>
internal static class TxStateMachine
{
    /// <summary>Whether <paramref name="to"/> may follow <paramref name="from"/>.</summary>
    public static bool Allows(TxState from, TxState to) => (from, to) switch
    {
        (TxState.Queued, TxState.Signed) => true,

        // A signed transaction may have reached the chain although the answer to its sending was lost.
        (TxState.Signed, TxState.Sent or TxState.Mined or TxState.Reverted or TxState.Failed) => true,
        (TxState.Sent, TxState.Mined or TxState.Reverted or TxState.Failed) => true,
        (TxState.ReorgedOut, TxState.Sent or TxState.Mined or TxState.Reverted or TxState.Failed) => true,
        (TxState.Mined, TxState.Final or TxState.ReorgedOut) => true,

        // As deep as Final these two keep their names; before that their block can still leave the chain.
        (TxState.Reverted or TxState.Failed, TxState.ReorgedOut) => true,
        _ => false,
    };

    /// <summary>Throws unless <paramref name="to"/> may follow <paramref name="from"/>: asking is a mistake of ours.</summary>
    /// <exception cref="InvalidOperationException">It may not.</exception>
    public static void Require(TxState from, TxState to)
    {
        if (!Allows(from, to))
        {
            throw new InvalidOperationException($"a transaction cannot go from {from} to {to}");
        }
    }
}
