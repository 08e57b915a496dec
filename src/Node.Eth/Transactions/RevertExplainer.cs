using Node.Core.Text;
using Node.Eth.Encoding.Abi;
using Node.Eth.Rpc;

namespace Node.Eth.Transactions;

/// <summary>Finds out why a mined transaction reverted, by simulating it again.</summary>
internal sealed class RevertExplainer(IEthClient client)
{
    /// <summary>The reason, cut and escaped; says so when there is none to be had.</summary>
    public async Task<string> ExplainAsync(TxRow tx, TxReceipt receipt, CancellationToken cancellationToken)
    {
        if (receipt.GasUsed >= tx.GasLimit)
        {
            return $"reverted: out of gas, it used all {receipt.GasUsed} of its gas limit";
        }

        var call = new CallRequest { From = tx.From, To = tx.To, Data = tx.Data, Value = tx.Wei, Gas = tx.GasLimit };
        foreach (var number in new[] { receipt.BlockNumber - 1, receipt.BlockNumber })
        {
            try
            {
                await client.CallAsync(call, BlockTag.Number(Math.Max(0, number)), cancellationToken);
            }
            catch (RpcException e) when (e.Kind == RpcErrorKind.Reverted)
            {
                return $"reverted: {Untrusted.Show(AbiRevert.Decode(e.Data).Reason)}";
            }
            catch (RpcException)
            {
                // The reason is a courtesy; that it reverted is known from the receipt.
            }
        }

        return "reverted: the simulation before and after its block gives no reason";
    }
}
