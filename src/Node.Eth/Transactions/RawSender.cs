using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Node.Core.Text;
using Node.Core.Tracing;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>
/// Hands stored bytes to the endpoint. That they are stored is the caller's promise, and the type of the argument.
/// </summary>
internal sealed class RawSender(ChainId chain, IEthClient client, ILogger<RawSender> logger, TxMetrics? metrics = null, Traces? traces = null)
{
    /// <summary>Sends once. A refusal is a value.</summary>
    public async Task<SendAnswer> SendAsync(TxRow tx, TxAttempt attempt, CancellationToken cancellationToken)
    {
        using var span = traces?.Begin("transaction send", tx.Tag, ActivityKind.Producer);
        SendAnswer answer;
        try
        {
            var hash = await client.SendRawTransactionAsync(attempt.Raw, cancellationToken);
            answer = new SendAnswer(SendOutcome.Accepted, "");
            if (hash != attempt.TxHash)
            {
                // The hash follows from the bytes; an endpoint that says another one is not to be believed, but the bytes are
                // out.
                TransactionsLog.OtherHash(logger, chain, tx.Id, attempt.TxHash, hash);
            }
        }
        catch (RpcException e)
        {
            var said = e.ServerMessage.Length > 0 ? e.ServerMessage : e.Message;
            answer = new SendAnswer(SendErrorRules.Classify(e), Untrusted.Show(said));
        }

        metrics?.Sent(answer.Outcome);
        span?.SetTag("chain", chain.ToString()).SetTag("transaction.id", tx.Id).SetTag("transaction.hash", attempt.TxHash.ToString()).SetTag("outcome", answer.Outcome.ToString());
        TransactionsLog.Sent(
            logger, chain, tx.Id, tx.From, tx.Nonce, attempt.Purpose, attempt.TxHash, answer.Outcome, answer.Said);
        return answer;
    }
}
