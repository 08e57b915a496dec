namespace Node.Eth.Transactions;

/// <summary>How a state is written in the store.</summary>
internal static class TxStateText
{
    /// <summary>The stored form.</summary>
    public static string Of(TxState state) => state switch
    {
        TxState.Queued => "queued",
        TxState.Signed => "signed",
        TxState.Sent => "sent",
        TxState.Mined => "mined",
        TxState.Final => "final",
        TxState.Reverted => "reverted",
        TxState.ReorgedOut => "reorged_out",
        TxState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a state"),
    };

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="FormatException">Not a state.</exception>
    public static TxState Parse(string text)
    {
        foreach (var state in Enum.GetValues<TxState>())
        {
            if (Of(state) == text)
            {
                return state;
            }
        }

        throw new FormatException($"\"{text}\" is not a state of a transaction");
    }
}
