using System.Text.RegularExpressions;

namespace Node.Eth.Transactions;

/// <summary>
/// How clients word their refusals. The union of all clients is tried, in this order: nobody knows what is behind an address.
/// </summary>
internal static class SendErrorTable
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>The patterns; the first that matches decides.</summary>
    public static IReadOnlyList<SendErrorPattern> Patterns { get; } =
    [
        .. Of(
            SendOutcome.GasLimitTooHigh,
            "exceeds block gas limit",                              // geth, erigon, reth
            "intrinsic gas too high",                               // anvil
            "transaction gas limit exceeds block gas limit",        // besu
            "transaction gas limit is .* exceeds block gas limit",  // hardhat
            "transaction gas limit too high",                       // geth since EIP-7825
            "GasLimitExceeded",                                     // nethermind
            "transaction cost exceeds current gas limit",           // parity
            "supplied gas is beyond limit"),                        // parity
        .. Of(
            SendOutcome.GasLimitTooLow,
            "intrinsic gas too low",                                // geth, erigon, anvil, arbitrum
            "intrinsic gas exceeds gas limit",                      // besu
            "insufficient gas for floor data gas cost",             // geth since EIP-7623
            "transaction gas is too low",                           // parity
            "transaction requires at least .* gas"),                // hardhat
        .. Of(
            SendOutcome.Fatal,
            "invalid sender",
            "negative value",
            "oversized data",
            "gas uint64 overflow",
            "invalid signature",                                    // besu, parity
            "invalid chain id",
            "transaction type not supported",
            "only replay-protected",
            "max priority fee per gas higher than max fee per gas",
            "max initcode size exceeded",
            "sender not an eoa",
            "SenderIsContract",                                     // nethermind
            "Int256Overflow",
            "FailedToResolveSender",
            "Invalid(,.*)?$",                                       // nethermind
            "invalid message format",                               // arbitrum
            "forbidden sender address",
            "execution reverted",
            "(recipient|sender|code) is banned",                    // parity
            "invalid rlp data",
            "transaction is not permitted",
            "transaction is too big"),
        .. Of(
            SendOutcome.NonceTooLow,
            "nonce too low",                                        // geth, besu, erigon, anvil, arbitrum, hardhat
            "transaction nonce is too low",                         // parity
            "invalid transaction nonce",                            // arbitrum
            "OldNonce",                                             // nethermind
            "Pool\\(Stale\\)",                                      // substrate
            "transaction already finalized"),                       // harmony
        .. Of(
            SendOutcome.ReplacementUnderpriced,
            "replacement transaction underpriced",                  // geth, besu, anvil
            "there is another transaction with same nonce in the queue",
            "transaction gas price .* is too low. there is another transaction with same nonce",
            "there is another tx which has the same nonce"),        // klaytn
        .. Of(
            SendOutcome.AlreadyKnown,
            "already known",                                        // geth, erigon, reth
            "known transaction",                                    // geth before 1.9, besu, klaytn
            "block already known",                                  // erigon
            "existing tx with same hash",                           // erigon
            "transaction already imported",                         // anvil
            "transaction with the same hash was already imported",  // parity
            "AlreadyKnown",                                         // nethermind
            "OwnNonceAlreadyUsed",
            "Pool\\(AlreadyImported\\)"),
        .. Of(
            SendOutcome.PoolFull,
            "txpool is full",
            "transaction pool is full",
            "there are too many transactions in the queue",         // parity
            "queue full",                                           // arbitrum
            "sequencer pending tx pool full",
            "in-flight transaction limit reached"),
        .. Of(
            SendOutcome.FeeTooLow,
            "max fee per gas less than block base fee",             // geth, anvil, arbitrum
            "transaction maxfeepergas .* is too low for the next block", // hardhat
            "gas price too low: .* use at least"),                  // metis
        .. Of(
            SendOutcome.Underpriced,
            "transaction underpriced",
            "transaction gas price is too low",                     // parity
            "gas price below configured minimum gas price",         // besu
            "FeeTooLow",                                            // nethermind
            "gas price too low",                                    // arbitrum
            "gasprice is less than gas price minimum floor"),       // celo
        .. Of(
            SendOutcome.NonceTooHigh,
            "nonce too high",
            "NonceGap",                                             // nethermind
            "gapped-nonce tx",
            "future transaction tries to replace pending"),
        .. Of(
            SendOutcome.InsufficientFunds,
            "insufficient funds",                                   // geth, erigon, anvil, nethermind, parity
            "InsufficientFunds",
            "insufficient balance for transfer",
            "insufficient balance for transaction",
            "upfront cost exceeds account balance",                 // besu
            "not enough funds for gas",                             // arbitrum
            "sender doesn't have enough funds"),                    // hardhat
        .. Of(
            SendOutcome.EndpointFeeCapExceeded,
            "tx fee \\(.*\\) exceeds the configured cap",           // geth
            "transaction fee cap exceeded"),                        // besu
    ];

    private static IEnumerable<SendErrorPattern> Of(SendOutcome outcome, params string[] texts) =>
        texts.Select(text => new SendErrorPattern(outcome, Anchored(text)));

    // Clients wrap messages ("INTERNAL_ERROR: nonce too low"); what stands in the middle of a sentence is somebody else's words.
    private static Regex Anchored(string text) => new($"(^|: ){text}", Options);
}
