using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Eth.Encoding;
using Node.Eth.Primitives;
using Node.Eth.Rpc;

namespace Node.Testing.Chain;

/// <summary>
/// Answers the <c>eth_</c> methods from a scripted chain, as one endpoint that may lag behind it or lie about it.
/// </summary>
public sealed class ScriptedRpc(ScriptedChain chain)
{
    /// <summary>The chain behind it.</summary>
    public ScriptedChain Chain { get; } = chain;

    /// <summary>How many blocks it is behind.</summary>
    public int LagBlocks { get; set; }

    /// <summary>The chain id it claims; null is the true one.</summary>
    public ulong? ClaimedChainId { get; set; }

    /// <summary>Whether it answers every query for logs with none.</summary>
    public bool HidesLogs { get; set; }

    /// <summary>Most blocks a query for logs may span. Default 10,000.</summary>
    public int LogRangeMax { get; set; } = 10_000;

    /// <summary>Most logs an answer may hold. Default 10,000.</summary>
    public int LogResultsMax { get; set; } = 10_000;

    private long Height => Math.Max(0, Chain.Latest.Header.Number - LagBlocks);

    /// <summary>The result of a call.</summary>
    /// <exception cref="ScriptedRejectionException">The answer is an error.</exception>
    public JsonNode? Answer(string method, JsonElement args) => method switch
    {
        "eth_chainId" => ScriptedJson.Quantity(ClaimedChainId ?? Chain.ChainId.Value),
        "net_version" => (ClaimedChainId ?? Chain.ChainId.Value).ToString(CultureInfo.InvariantCulture),
        "web3_clientVersion" => "Scripted/v1",
        "eth_blockNumber" => ScriptedJson.Quantity(Height),
        "eth_getBlockByNumber" => Block(args[0]) is { } block ? ScriptedJson.Block(block) : null,
        "eth_getBlockByHash" => Known(args[0]) is { } block ? ScriptedJson.Block(block) : null,
        "eth_getLogs" => ScriptedJson.Logs(Logs(args[0])),
        "eth_call" => HexData.Format(Call(args[0])),
        "eth_estimateGas" => ScriptedJson.Quantity(Estimate(args[0])),
        "eth_getTransactionCount" => ScriptedJson.Quantity(Nonce(args)),
        "eth_getBalance" => ScriptedJson.Quantity(Chain.BalanceOf(Address.Parse(args[0].GetString()!), Block(args[1]) ?? throw NoHeader())),
        "eth_gasPrice" => ScriptedJson.Quantity((Chain.BaseFee ?? 0) + Chain.Tip),
        "eth_maxPriorityFeePerGas" => Chain.BaseFee is null ? throw NoMethod(method) : ScriptedJson.Quantity(Chain.Tip),
        "eth_getTransactionReceipt" => Receipt(args[0]) is { } receipt ? ScriptedJson.Receipt(receipt) : null,
        "eth_getTransactionByHash" => Transaction(Hash32.Parse(args[0].GetString()!)),
        "eth_sendRawTransaction" => Send(args[0]),
        _ => throw NoMethod(method),
    };

    private static ScriptedRejectionException NoMethod(string method) =>
        new(-32601, $"the method {method} does not exist/is not available");

    private static ScriptedRejectionException NoHeader() => new(-32000, "header not found");

    private ScriptedBlock? Block(JsonElement tag)
    {
        var text = tag.GetString()!;
        var number = text switch
        {
            "latest" or "pending" => Height,
            "finalized" or "safe" => Math.Max(0, Height - Chain.FinalityDepth),
            "earliest" => 0,
            _ => HexQuantity.TryParse(text, out long height)
                ? height : throw new ScriptedRejectionException(-32602, "invalid argument 0"),
        };
        return number <= Height ? Chain.Find(number) : null;
    }

    private ScriptedBlock? Known(JsonElement hash) =>
        Chain.Find(Hash32.Parse(hash.GetString()!)) is { } block && (block.Header.Number <= Height || LagBlocks == 0)
            ? block : null;

    private List<EthLog> Logs(JsonElement filter)
    {
        var addresses = filter.TryGetProperty("address", out var address) ? Values(address, Address.Parse) : [];
        IReadOnlyList<IReadOnlyList<Hash32>?> topics = filter.TryGetProperty("topics", out var positions)
            ? [.. positions.EnumerateArray().Select(position => position.ValueKind == JsonValueKind.Null
                ? null : Values(position, Hash32.Parse))]
            : [];
        IEnumerable<ScriptedBlock> blocks;
        if (filter.TryGetProperty("blockHash", out var hash))
        {
            blocks = [Known(hash) ?? throw new ScriptedRejectionException(-32000, "unknown block")];
        }
        else
        {
            var from = Block(filter.GetProperty("fromBlock"))?.Header.Number ?? Height + 1;
            var to = Block(filter.GetProperty("toBlock"))?.Header.Number ?? throw new ScriptedRejectionException(-32000, "block range extends beyond current head block");
            if (to - from + 1 > LogRangeMax)
            {
                throw new ScriptedRejectionException(-32602, $"block range too large, max {LogRangeMax}");
            }

            blocks = Enumerable.Range(0, (int)Math.Max(0, to - from + 1)).Select(i => Chain.Find(from + i)!);
        }

        var found = HidesLogs
            ? [] : blocks.SelectMany(block => block.Logs).Where(log => LogMatch.Accepts(addresses, topics, log)).ToList();
        return found.Count <= LogResultsMax
            ? found : throw new ScriptedRejectionException(-32005, $"query returned more than {LogResultsMax} results");
    }

    private byte[] Call(JsonElement call)
    {
        var data = HexData.Parse(call.GetProperty(call.TryGetProperty("data", out _) ? "data" : "input").GetString()!);
        var to = Address.Parse(call.GetProperty("to").GetString()!);
        var script = data.Length < 4 ? null : Chain.CallScript(to, BinaryPrimitives.ReadUInt32BigEndian(data));
        return script?.Invoke(data) ?? [];
    }

    private BigInteger Estimate(JsonElement call)
    {
        var data = call.TryGetProperty("data", out var text) ? HexData.Parse(text.GetString()!) : [];
        var tx = new ScriptedTx
        {
            Hash = Hash32.Zero,
            Nonce = 0,
            From = call.TryGetProperty("from", out var from) ? Address.Parse(from.GetString()!) : Address.Zero,
            To = call.TryGetProperty("to", out var to) ? Address.Parse(to.GetString()!) : null,
            Data = data,
        };
        var outcome = Chain.Outcome(tx);
        return outcome.Succeeds
            ? outcome.GasUsed ?? ScriptedGas.Intrinsic(data) : throw ScriptedRejectionException.Revert(outcome.RevertData);
    }

    private BigInteger Nonce(JsonElement args)
    {
        var address = Address.Parse(args[0].GetString()!);
        return args[1].GetString() == "pending" && LagBlocks == 0
            ? Chain.PendingNonceOf(address)
            : Chain.NonceOf(address, Block(args[1]) ?? throw NoHeader());
    }

    private TxReceipt? Receipt(JsonElement hash) =>
        Chain.FindReceipt(Hash32.Parse(hash.GetString()!)) is { } receipt && receipt.BlockNumber <= Height ? receipt : null;

    private JsonObject? Transaction(Hash32 hash)
    {
        var receipt = Chain.FindReceipt(hash);
        var tx = receipt is null
            ? Chain.Pool.FirstOrDefault(known => known.Hash == hash) : Chain.Find(receipt.BlockHash)!.Txs[(int)receipt.TxIndex];
        return tx is null ? null : ScriptedJson.Transaction(tx, receipt);
    }

    private string Send(JsonElement raw)
    {
        if (!HexData.TryParse(raw.GetString(), out var bytes))
        {
            throw new ScriptedRejectionException(-32602, "invalid argument 0: json: cannot unmarshal hex string");
        }

        var tx = RawTxDecoder.Decode(bytes);
        Chain.Submit(tx);
        return tx.Hash.ToString();
    }

    private static List<T> Values<T>(JsonElement value, Func<string, T> parse) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(element => parse(element.GetString()!))]
        : [parse(value.GetString()!)];
}
