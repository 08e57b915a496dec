using Node.Eth.Rpc;
using Node.Eth.Transactions;
using Xunit;

namespace Node.Eth.Tests.Transactions;

public sealed class SendErrorRulesTests
{
    [Theory]
    // geth, erigon, reth
    [InlineData("nonce too low: next nonce 5, tx nonce 3", SendOutcome.NonceTooLow)]
    [InlineData("nonce too high", SendOutcome.NonceTooHigh)]
    [InlineData("replacement transaction underpriced", SendOutcome.ReplacementUnderpriced)]
    [InlineData("already known", SendOutcome.AlreadyKnown)]
    [InlineData("known transaction: 0xabcdef", SendOutcome.AlreadyKnown)]
    [InlineData("ALREADY_EXISTS: already known", SendOutcome.AlreadyKnown)]
    [InlineData("INTERNAL_ERROR: existing tx with same hash", SendOutcome.AlreadyKnown)]
    [InlineData("block already known", SendOutcome.AlreadyKnown)]
    [InlineData("transaction underpriced: gas tip cap 0, minimum needed 1", SendOutcome.Underpriced)]
    [InlineData("insufficient funds for gas * price + value: address 0x1 have 2 want 3", SendOutcome.InsufficientFunds)]
    [InlineData("insufficient funds for transfer", SendOutcome.InsufficientFunds)]
    [InlineData("insufficient balance for transfer", SendOutcome.InsufficientFunds)]
    [InlineData("tx fee (1.05 ether) exceeds the configured cap (1.00 ether)", SendOutcome.EndpointFeeCapExceeded)]
    [InlineData("max fee per gas less than block base fee: address 0x1, maxFeePerGas: 1, baseFee: 7", SendOutcome.FeeTooLow)]
    [InlineData("txpool is full", SendOutcome.PoolFull)]
    [InlineData("exceeds block gas limit", SendOutcome.GasLimitTooHigh)]
    [InlineData("transaction gas limit too high (cap: 16777216, tx: 20000000)", SendOutcome.GasLimitTooHigh)]
    [InlineData("intrinsic gas too low: gas 20000, minimum needed 21000", SendOutcome.GasLimitTooLow)]
    [InlineData("insufficient gas for floor data gas cost: gas 1, minimum needed 2", SendOutcome.GasLimitTooLow)]
    [InlineData("invalid sender", SendOutcome.Fatal)]
    [InlineData("invalid chain id for signer: have 1 want 5", SendOutcome.Fatal)]
    [InlineData("oversized data: transaction size 200000, limit 131072", SendOutcome.Fatal)]
    [InlineData("max priority fee per gas higher than max fee per gas", SendOutcome.Fatal)]
    // anvil
    [InlineData("transaction already imported", SendOutcome.AlreadyKnown)]
    [InlineData("Insufficient funds for gas * price + value", SendOutcome.InsufficientFunds)]
    [InlineData("intrinsic gas too high -- tx.gas_limit > env.block.gas_limit", SendOutcome.GasLimitTooHigh)]
    [InlineData("max fee per gas less than block base fee", SendOutcome.FeeTooLow)]
    // hardhat
    [InlineData("Nonce too low. Expected nonce to be 5 but got 3.", SendOutcome.NonceTooLow)]
    [InlineData("sender doesn't have enough funds to send tx. The max upfront cost is: 9", SendOutcome.InsufficientFunds)]
    // besu
    [InlineData("Nonce too low", SendOutcome.NonceTooLow)]
    [InlineData("Known transaction", SendOutcome.AlreadyKnown)]
    [InlineData("Upfront cost exceeds account balance", SendOutcome.InsufficientFunds)]
    [InlineData("Gas price below configured minimum gas price", SendOutcome.Underpriced)]
    [InlineData("Transaction gas limit exceeds block gas limit", SendOutcome.GasLimitTooHigh)]
    [InlineData("Intrinsic gas exceeds gas limit", SendOutcome.GasLimitTooLow)]
    [InlineData("Transaction fee cap exceeded", SendOutcome.EndpointFeeCapExceeded)]
    // nethermind
    [InlineData("OldNonce, Current nonce: 5, nonce of rejected tx: 3", SendOutcome.NonceTooLow)]
    [InlineData("NonceGap, Future nonce. Expected nonce: 5", SendOutcome.NonceTooHigh)]
    [InlineData("AlreadyKnown", SendOutcome.AlreadyKnown)]
    [InlineData("FeeTooLow, MaxFeePerGas too low", SendOutcome.Underpriced)]
    [InlineData("FeeTooLowToCompete", SendOutcome.Underpriced)]
    [InlineData("InsufficientFunds, Balance is 1 less than sending value", SendOutcome.InsufficientFunds)]
    [InlineData("GasLimitExceeded, Gas limit: 1, gas limit of rejected tx: 2", SendOutcome.GasLimitTooHigh)]
    [InlineData("Invalid", SendOutcome.Fatal)]
    [InlineData("SenderIsContract", SendOutcome.Fatal)]
    // parity
    [InlineData("Transaction nonce is too low. Try incrementing the nonce.", SendOutcome.NonceTooLow)]
    [InlineData("Transaction with the same hash was already imported.", SendOutcome.AlreadyKnown)]
    [InlineData(
        "Transaction gas price 100wei is too low. There is another transaction with same nonce in the queue. Try increasing the gas price",
        SendOutcome.ReplacementUnderpriced)]
    [InlineData("Transaction gas price is too low. It does not satisfy your node's minimal gas price", SendOutcome.Underpriced)]
    [InlineData("There are too many transactions in the queue. Your transaction was dropped due to limit.", SendOutcome.PoolFull)]
    // arbitrum and others
    [InlineData("invalid transaction nonce", SendOutcome.NonceTooLow)]
    [InlineData("queue full", SendOutcome.PoolFull)]
    [InlineData("gas price too low", SendOutcome.Underpriced)]
    [InlineData("gas price too low: 1 wei, use at least tx.gasPrice = 9 wei", SendOutcome.FeeTooLow)]
    [InlineData("not enough funds for gas", SendOutcome.InsufficientFunds)]
    [InlineData("execution reverted: no", SendOutcome.Fatal)]
    [InlineData("call failed: nonce too low: address 0x1 current nonce (5) > tx nonce (3)", SendOutcome.NonceTooLow)]
    [InlineData("submit transaction to pool failed: Pool(Stale)", SendOutcome.NonceTooLow)]
    // not known here, and words of others in the middle of a sentence
    [InlineData("we are having a bad day", SendOutcome.TransientUnknown)]
    [InlineData("invalid argument 0: json: cannot unmarshal hex string", SendOutcome.TransientUnknown)]
    [InlineData("the pool says nonce too low", SendOutcome.TransientUnknown)]
    [InlineData("context deadline exceeded", SendOutcome.TransientUnknown)]
    public void Reads_the_words_of_every_client(string text, object expected) => Assert.Equal(expected, SendErrorRules.Classify(text));

    [Fact]
    public void Silence_is_not_an_answer() =>
        Assert.Equal(SendOutcome.NoAnswer, SendErrorRules.Classify(new RpcException(RpcErrorKind.Transient, "cannot be reached")));

    [Fact]
    public void Only_what_can_never_be_mined_is_given_up_and_only_what_may_be_in_a_pool_counts_as_sent()
    {
        var steps = Enum.GetValues<SendOutcome>().ToLookup(SendErrorRules.StepAfter);

        Assert.Equal(
            [SendOutcome.GasLimitTooHigh, SendOutcome.GasLimitTooLow, SendOutcome.Fatal], steps[SendStep.GiveUp]);
        Assert.Equal(
            [SendOutcome.Accepted, SendOutcome.AlreadyKnown, SendOutcome.NonceTooLow, SendOutcome.ReplacementUnderpriced],
            steps[SendStep.CountAsSent]);
    }

    [Fact]
    public void A_text_of_any_length_is_read_in_no_time()
    {
        var text = string.Concat(Enumerable.Repeat("transaction gas price is too low. ", 30_000));

        Assert.Equal(SendOutcome.Underpriced, SendErrorRules.Classify(text));
    }
}
