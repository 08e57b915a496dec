using System.Globalization;
using System.Numerics;
using Node.Eth.Encoding.Abi;
using Node.Jobs.Pipeline.Tasks.Parsing;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary>
/// The parameters of the request that started a run: the body of a call, the data of an oracle request with where and how to answer
/// it, or a log. A schedule gives none.
/// </summary>
internal static class V1Request
{
    private static readonly AbiFunction Fulfil = AbiFunction.Parse("fulfillOracleRequest(bytes32,uint256,address,bytes4,uint256,bytes32)");
    private static readonly AbiFunction Fulfil2 = AbiFunction.Parse("fulfillOracleRequest2(bytes32,uint256,address,bytes4,uint256,bytes)");

    public static V1Answer Of(MapValue run)
    {
        if (run.TryGet("requestBody", out var body) && body is not NullValue)
        {
            return OfBody(V1Data.TextOf(body) ?? "");
        }

        if (run.TryGet("meta", out var meta) && meta is MapValue about && about.TryGet("oracleRequest", out var request) && request is MapValue asked)
        {
            return OfOracleRequest(asked, V1Data.TextOf(run, "logAddress") ?? "");
        }

        return V1Answer.Of(run.TryGet("logTopics", out _) ? LogOf(run) : MapValue.Empty);
    }

    private static V1Answer OfBody(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return V1Answer.Of(MapValue.Empty);
        }

        if (!JsonValueReader.TryReadWhole(text, out var value, out var problem))
        {
            return V1Answer.Fail($"the body of the request is not JSON: {problem}");
        }

        return value is MapValue or NullValue
            ? V1Answer.Of(value as MapValue ?? MapValue.Empty) : V1Answer.Fail($"the body of the request is {Found.Value(value)}, accepted is a JSON object");
    }

    private static V1Answer OfOracleRequest(MapValue asked, string oracle)
    {
        var version = V1Data.TextOf(asked, "dataVersion");
        if (version is not ("1" or "2"))
        {
            return V1Answer.Fail($"unsupported data version {Found.Quote(version ?? "")}, accepted are 1 and 2");
        }

        PipelineValue given = MapValue.Empty;
        if (ValueConversion.TryHex(V1Data.TextOf(asked, "data") ?? "0x", out var cbor) && cbor.Length > 0
            && !CborValueReader.TryRead(cbor, isDiet: true, out given!, out var problem))
        {
            return V1Answer.Fail($"the data of the request cannot be read: {problem}");
        }

        return V1Answer.Of(((given as MapValue) ?? MapValue.Empty).With((MapValue)PipelineValue.Map(
            ("address", PipelineValue.Of(oracle)),
            ("dataPrefix", V1Words.Hex(PrefixOf(asked))),
            ("functionSelector", V1Words.Hex((version == "1" ? Fulfil : Fulfil2).Selector.ToArray())))));
    }

    /// <summary>Request id, payment, callback address, callback function and expiration, a word each.</summary>
    private static byte[] PrefixOf(MapValue asked) =>
    [
        .. Right(Hex(asked, "requestId")),
        .. Left(Number(asked, "payment")),
        .. Left(Hex(asked, "callbackAddr")),
        .. Right(Hex(asked, "callbackFunctionId")),
        .. Left(Number(asked, "cancelExpiration")),
    ];

    private static byte[] Hex(MapValue asked, string name) =>
        ValueConversion.TryHex(V1Data.TextOf(asked, name) ?? "0x", out var bytes) ? bytes : [];

    private static byte[] Number(MapValue asked, string name) =>
        BigInteger.TryParse(V1Data.TextOf(asked, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number.ToByteArray(isUnsigned: true, isBigEndian: true) : [];

    private static byte[] Left(byte[] bytes) => [.. new byte[Math.Max(0, V1Words.Size - bytes.Length)], .. bytes];

    private static byte[] Right(byte[] bytes) => [.. bytes, .. new byte[Math.Max(0, V1Words.Size - bytes.Length)]];

    // As Ethereum's JSON writes a log: lower-case hex everywhere.
    private static MapValue LogOf(MapValue run)
    {
        PipelineValue Of(string name) => run.TryGet(name, out var value) ? value : PipelineValue.Null;
        PipelineValue Quantity(string name) => long.TryParse(V1Data.TextOf(run, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? PipelineValue.Of(string.Create(CultureInfo.InvariantCulture, $"0x{number:x}")) : PipelineValue.Null;
        return (MapValue)PipelineValue.Map(
            ("address", Of("logAddress") is TextValue address ? PipelineValue.Of(address.Value.ToLowerInvariant()) : PipelineValue.Null),
            ("topics", Of("logTopics")),
            ("data", Of("logData")),
            ("blockNumber", Quantity("logBlockNumber")),
            ("blockHash", Of("logBlockHash")),
            ("transactionHash", Of("logTxHash")),
            ("logIndex", Quantity("logIndex")),
            ("transactionIndex", Quantity("logTxIndex")),
            ("removed", PipelineValue.False));
    }
}
