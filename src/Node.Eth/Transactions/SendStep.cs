namespace Node.Eth.Transactions;

/// <summary>What to do after a sending.</summary>
internal enum SendStep
{
    /// <summary>Count it as sent; from here on receipts and the chain's nonce decide.</summary>
    CountAsSent,

    /// <summary>Send the same bytes again later; nothing behind it goes first.</summary>
    SendAgainLater,

    /// <summary>These bytes can never be mined: free the nonce.</summary>
    GiveUp,
}
