using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Node.Eth.Encoding;
using Node.Eth.Rpc;

namespace Node.Testing.Chain;

/// <summary>Writes the chain's records as JSON-RPC does.</summary>
public static class ScriptedJson
{
    public static string Quantity(BigInteger value) => HexQuantity.Format(value);

    public static JsonObject Block(ScriptedBlock block)
    {
        var header = block.Header;
        var json = new JsonObject
        {
            ["hash"] = header.Hash.ToString(),
            ["number"] = Quantity(header.Number),
            ["parentHash"] = header.ParentHash.ToString(),
            ["timestamp"] = Quantity(header.Timestamp.ToUnixTimeSeconds()),
            ["receiptsRoot"] = header.ReceiptsRoot.ToString(),
            ["transactionsRoot"] = header.TransactionsRoot.ToString(),
            ["stateRoot"] = header.StateRoot.ToString(),
            ["gasLimit"] = Quantity(header.GasLimit),
            ["gasUsed"] = Quantity(block.Receipts.Sum(receipt => receipt.GasUsed)),
            ["transactions"] = new JsonArray([.. block.Txs.Select(tx => JsonValue.Create(tx.Hash.ToString()))]),
        };
        if (header.BaseFeePerGas is { } fee)
        {
            json["baseFeePerGas"] = Quantity(fee);
        }

        return json;
    }

    public static JsonObject Log(EthLog log) => new()
    {
        ["address"] = log.Address.ToString().ToLowerInvariant(),
        ["topics"] = new JsonArray([.. log.Topics.Select(topic => JsonValue.Create(topic.ToString()))]),
        ["data"] = HexData.Format(log.Data),
        ["blockNumber"] = Quantity(log.BlockNumber),
        ["blockHash"] = log.BlockHash.ToString(),
        ["transactionHash"] = log.TxHash.ToString(),
        ["logIndex"] = Quantity(log.LogIndex),
        ["transactionIndex"] = Quantity(log.TxIndex),
        ["removed"] = false,
    };

    public static JsonArray Logs(IEnumerable<EthLog> logs) => new([.. logs.Select(Log)]);

    public static JsonObject Receipt(TxReceipt receipt) => new()
    {
        ["transactionHash"] = receipt.TxHash.ToString(),
        ["blockHash"] = receipt.BlockHash.ToString(),
        ["blockNumber"] = Quantity(receipt.BlockNumber),
        ["transactionIndex"] = Quantity(receipt.TxIndex),
        ["status"] = receipt.Succeeded ? "0x1" : "0x0",
        ["gasUsed"] = Quantity(receipt.GasUsed),
        ["cumulativeGasUsed"] = Quantity(receipt.GasUsed),
        ["effectiveGasPrice"] = Quantity(receipt.EffectiveGasPrice),
        ["contractAddress"] = receipt.ContractAddress?.ToString(),
        ["logs"] = Logs(receipt.Logs),
        ["type"] = "0x2",
    };

    public static JsonObject Transaction(ScriptedTx tx, TxReceipt? receipt) => new()
    {
        ["hash"] = tx.Hash.ToString(),
        ["from"] = tx.From.ToString(),
        ["to"] = tx.To?.ToString(),
        ["nonce"] = Quantity(tx.Nonce),
        ["value"] = Quantity(tx.Value),
        ["gas"] = Quantity(tx.GasLimit),
        ["input"] = HexData.Format(tx.Data),
        ["blockHash"] = receipt?.BlockHash.ToString(),
        ["blockNumber"] = receipt is null ? null : Quantity(receipt.BlockNumber),
        ["type"] = "0x" + tx.Type.ToString("x", CultureInfo.InvariantCulture),
    };
}
