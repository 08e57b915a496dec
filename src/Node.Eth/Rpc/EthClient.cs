using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Node.Core.Text;
using Node.Eth.Encoding;
using Node.Eth.Primitives;

namespace Node.Eth.Rpc;

/// <summary>Speaks the <c>eth_</c> methods over a transport.</summary>
/// <param name="transport">Carries the calls.</param>
public sealed class EthClient(IRpcTransport transport) : IEthClient
{
    /// <inheritdoc/>
    public Task<ChainId> GetChainIdAsync(CancellationToken cancellationToken) => OneAsync(
        new RpcRequest("eth_chainId", "[]"),
        result => new ChainId((ulong)RpcHex.Long(result, "chain id")),
        cancellationToken);

    /// <inheritdoc/>
    public Task<BlockHeader?> GetHeaderAsync(BlockTag tag, CancellationToken cancellationToken) =>
        OneAsync(HeaderRequest(tag), RpcDecoder.Header, cancellationToken);

    /// <inheritdoc/>
    public Task<BlockHeader?> GetHeaderAsync(Hash32 blockHash, CancellationToken cancellationToken) => OneAsync(
        new RpcRequest("eth_getBlockByHash", $"[\"{blockHash}\",false]"),
        result => RpcDecoder.Header(result) is not { } header || header.Hash == blockHash
            ? RpcDecoder.Header(result)
            : throw new RpcFormatException("the block has another hash than the one asked for"),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BlockHeader?>> GetHeadersAsync(
        long fromNumber, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromNumber);
        var numbers = Enumerable.Range(0, count).Select(i => fromNumber + i).ToList();
        return await ManyAsync(
            [.. numbers.Select(number => HeaderRequest(BlockTag.Number(number)))],
            (result, i) => RpcDecoder.Header(result) is not { } header || header.Number == numbers[i]
                ? RpcDecoder.Header(result)
                : throw new RpcFormatException("the block has another height than the one asked for"),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EthLog>> GetLogsAsync(LogQuery query, CancellationToken cancellationToken) =>
        OneAsync(LogsRequest(query), result => RpcDecoder.Logs(result, query), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IReadOnlyList<EthLog>>> GetLogsAsync(
        IReadOnlyList<LogQuery> queries, CancellationToken cancellationToken) =>
        await ManyAsync([.. queries.Select(LogsRequest)], (result, i) => RpcDecoder.Logs(result, queries[i]), cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]> CallAsync(CallRequest request, BlockTag at, CancellationToken cancellationToken) => OneAsync(
        new RpcRequest("eth_call", $"[{CallText(request)},\"{at}\"]"),
        result => RpcHex.Bytes(result, "result of the call"),
        cancellationToken);

    /// <inheritdoc/>
    public Task<long> EstimateGasAsync(CallRequest request, CancellationToken cancellationToken) => OneAsync(
        new RpcRequest("eth_estimateGas", $"[{CallText(request)}]"),
        result => RpcHex.Long(result, "estimate"),
        cancellationToken);

    /// <inheritdoc/>
    public Task<long> GetTransactionCountAsync(Address address, BlockTag at, CancellationToken cancellationToken) => OneAsync(
        new RpcRequest("eth_getTransactionCount", $"[\"{address}\",\"{at}\"]"),
        result => RpcHex.Long(result, "nonce"),
        cancellationToken);

    /// <inheritdoc/>
    public Task<BigInteger> GetBalanceAsync(Address address, BlockTag at, CancellationToken cancellationToken) => OneAsync(
        new RpcRequest("eth_getBalance", $"[\"{address}\",\"{at}\"]"),
        result => RpcHex.Quantity(result, "balance"),
        cancellationToken);

    /// <inheritdoc/>
    public Task<Hash32> SendRawTransactionAsync(ReadOnlyMemory<byte> raw, CancellationToken cancellationToken)
    {
        var hash = Keccak256.Hash(raw.Span);
        return OneAsync(
            new RpcRequest("eth_sendRawTransaction", $"[\"{HexData.Format(raw.Span)}\"]"),
            result => RpcHex.Hash(result, "transaction hash") == hash
                ? hash
                : throw new RpcFormatException("the transaction hash is not the hash of what was sent"),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TxReceipt?>> GetReceiptsAsync(
        IReadOnlyList<Hash32> txHashes, CancellationToken cancellationToken) =>
        await ManyAsync(
            [.. txHashes.Select(hash => new RpcRequest("eth_getTransactionReceipt", $"[\"{hash}\"]"))],
            (result, i) => RpcDecoder.Receipt(result, txHashes[i]),
            cancellationToken);

    /// <inheritdoc/>
    public Task<BigInteger> GetGasPriceAsync(CancellationToken cancellationToken) => OneAsync(
        new RpcRequest("eth_gasPrice", "[]"), result => RpcHex.Quantity(result, "gas price"), cancellationToken);

    /// <inheritdoc/>
    public Task<BigInteger> GetMaxPriorityFeeAsync(CancellationToken cancellationToken) => OneAsync(
        new RpcRequest("eth_maxPriorityFeePerGas", "[]"), result => RpcHex.Quantity(result, "tip"), cancellationToken);

    private static RpcRequest HeaderRequest(BlockTag tag) => new("eth_getBlockByNumber", $"[\"{tag}\",false]");

    private static RpcRequest LogsRequest(LogQuery query)
    {
        var blocks = query.BlockHash is { } hash
            ? $"\"blockHash\":\"{hash}\""
            : $"\"fromBlock\":\"{BlockTag.Number(query.FromBlock)}\",\"toBlock\":\"{BlockTag.Number(query.ToBlock)}\"";
        var addresses = query.Addresses.Count == 0 ? "" : $",\"address\":[{Quoted(query.Addresses)}]";
        var topics = query.Topics.Count == 0
            ? ""
            : $",\"topics\":[{string.Join(',', query.Topics.Select(values => values is { Count: > 0 } ? $"[{Quoted(values)}]" : "null"))}]";
        return new RpcRequest("eth_getLogs", $"[{{{blocks}{addresses}{topics}}}]");
    }

    private static string Quoted<T>(IEnumerable<T> values) => string.Join(',', values.Select(value => $"\"{value}\""));

    private static string CallText(CallRequest request)
    {
        var fields = new List<string> { $"\"data\":\"{HexData.Format(request.Data)}\"" };
        Add("from", request.From?.ToString());
        Add("to", request.To?.ToString());
        Add("value", Quantity(request.Value));
        Add("gas", Quantity(request.Gas));
        Add("gasPrice", Quantity(request.GasPrice));
        Add("maxFeePerGas", Quantity(request.MaxFeePerGas));
        Add("maxPriorityFeePerGas", Quantity(request.MaxPriorityFeePerGas));
        return $"{{{string.Join(',', fields)}}}";

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                fields.Add($"\"{name}\":\"{value}\"");
            }
        }
    }

    private static string? Quantity(BigInteger? value) => value is { } number ? HexQuantity.Format(number) : null;

    private async Task<T> OneAsync<T>(RpcRequest request, Func<JsonElement, T> decode, CancellationToken cancellationToken)
    {
        var answers = await transport.SendAsync([request], cancellationToken);
        return Decode(request, answers[0], decode);
    }

    private async Task<List<T>> ManyAsync<T>(
        IReadOnlyList<RpcRequest> requests, Func<JsonElement, int, T> decode, CancellationToken cancellationToken)
    {
        if (requests.Count == 0)
        {
            return [];
        }

        var answers = await transport.SendAsync(requests, cancellationToken);
        return [.. requests.Select((request, i) => Decode(request, answers[i], result => decode(result, i)))];
    }

    private static T Decode<T>(RpcRequest request, RpcResponse answer, Func<JsonElement, T> decode)
    {
        if (answer.Error is { } error)
        {
            var kind = RpcErrorRule.Kind(request.Method, error);
            var code = error.Code.ToString(CultureInfo.InvariantCulture);
            throw new RpcException(kind, $"{request.Method} was refused by the endpoint: {Untrusted.Show(error.Message)} (code {code})")
            {
                Code = error.Code,
                ServerMessage = error.Message,
                Data = error.Data,
            };
        }

        try
        {
            return decode(answer.Result);
        }
        catch (RpcFormatException e)
        {
            throw new RpcException(RpcErrorKind.Transient, $"the endpoint's answer to {request.Method} is malformed: {e.Message}", e);
        }
    }
}
