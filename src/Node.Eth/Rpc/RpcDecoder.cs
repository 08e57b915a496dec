using System.Text.Json;
using Node.Eth.Primitives;

namespace Node.Eth.Rpc;

/// <summary>Turns results into the node's records.</summary>
internal static class RpcDecoder
{
    /// <summary>Topics a log may have.</summary>
    public const int TopicsMax = 4;

    /// <summary>Logs that one answer or one receipt may hold.</summary>
    public const int LogsMax = 100_000;

    private const long TimestampMax = 253_402_300_799; // the end of the year 9999

    /// <summary>A block as <c>eth_getBlockBy…</c> gives it; null when the endpoint has none.</summary>
    public static BlockHeader? Header(JsonElement result)
    {
        if (result.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var block = new RpcObject(result, "block");
        var timestamp = block.Long("timestamp");
        if (timestamp > TimestampMax)
        {
            throw new RpcFormatException("block.timestamp is after the year 9999");
        }

        var header = new BlockHeader(
            block.Hash("hash"),
            block.Long("number"),
            block.Hash("parentHash"),
            DateTimeOffset.FromUnixTimeSeconds(timestamp),
            block.Has("baseFeePerGas") ? block.Quantity("baseFeePerGas") : null,
            block.Hash("receiptsRoot"),
            block.Hash("transactionsRoot"),
            block.Hash("stateRoot"),
            block.Long("gasLimit"));
        return header.Hash == header.ParentHash ? throw new RpcFormatException("block.hash is its own parent") : header;
    }

    /// <summary>The logs of <c>eth_getLogs</c>, checked against the query, by block and place in it.</summary>
    public static IReadOnlyList<EthLog> Logs(JsonElement result, LogQuery query)
    {
        var logs = LogList(result, "logs");
        foreach (var log in logs)
        {
            var inBlocks = query.BlockHash is { } hash
                ? log.BlockHash == hash
                : log.BlockNumber >= query.FromBlock && log.BlockNumber <= query.ToBlock;
            if (!inBlocks)
            {
                throw new RpcFormatException("logs holds a log of a block that was not asked for");
            }

            if (!LogMatch.Accepts(query.Addresses, query.Topics, log))
            {
                throw new RpcFormatException("logs holds a log that was not asked for");
            }
        }

        return InOrder(logs);
    }

    /// <summary>
    /// A receipt; null when there is none, and also when the endpoint gives the half-filled one of a waiting transaction.
    /// </summary>
    public static TxReceipt? Receipt(JsonElement result, Hash32 txHash)
    {
        if (result.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var receipt = new RpcObject(result, "receipt");
        if (!receipt.Has("blockHash") || !receipt.Has("blockNumber"))
        {
            return null;
        }

        if (receipt.Hash("transactionHash") != txHash)
        {
            throw new RpcFormatException("receipt.transactionHash is not the one that was asked for");
        }

        var status = receipt.Long("status");
        var logs = InOrder(LogList(receipt.Required("logs"), "receipt.logs"));
        var decoded = new TxReceipt(
            txHash,
            receipt.Hash("blockHash"),
            receipt.Long("blockNumber"),
            receipt.Long("transactionIndex"),
            status == 1,
            receipt.Long("gasUsed"),
            receipt.Quantity("effectiveGasPrice"),
            receipt.Has("contractAddress") ? receipt.Address("contractAddress") : null,
            logs);
        if (status > 1)
        {
            throw new RpcFormatException("receipt.status is neither 0 nor 1");
        }

        return logs.Any(log => log.TxHash != txHash || log.BlockHash != decoded.BlockHash)
            ? throw new RpcFormatException("receipt.logs holds a log of another transaction or block")
            : decoded;
    }

    private static List<EthLog> LogList(JsonElement result, string what)
    {
        if (result.ValueKind != JsonValueKind.Array || result.GetArrayLength() > LogsMax)
        {
            throw new RpcFormatException($"{what} is not a list of at most {LogsMax}");
        }

        return [.. result.EnumerateArray().Select(Log)];
    }

    private static EthLog Log(JsonElement element)
    {
        var log = new RpcObject(element, "log");
        if (log.Has("removed") && log.Required("removed").ValueKind != JsonValueKind.False)
        {
            throw new RpcFormatException("log.removed is set in an answer about mined blocks");
        }

        return new EthLog(
            log.Address("address"),
            [.. log.List("topics", TopicsMax).Select(topic => RpcHex.Hash(topic, "log.topics"))],
            log.Bytes("data"),
            log.Long("blockNumber"),
            log.Hash("blockHash"),
            log.Hash("transactionHash"),
            log.Long("logIndex"),
            log.Long("transactionIndex"));
    }

    private static List<EthLog> InOrder(List<EthLog> logs)
    {
        var sorted = logs.OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex).ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            if (sorted[i].BlockNumber == sorted[i - 1].BlockNumber && sorted[i].LogIndex == sorted[i - 1].LogIndex)
            {
                throw new RpcFormatException("two logs have the same place in a block");
            }
        }

        return sorted;
    }
}
