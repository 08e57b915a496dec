using System.Text.Json.Nodes;
using Node.Testing.Chain;
using Xunit;

namespace Node.Eth.Tests.Rpc;

/// <summary>Answers that no honest endpoint gives, each next to the call it answers.</summary>
internal static class BadAnswers
{
    public const string Hash = "0x1111111111111111111111111111111111111111111111111111111111111111";
    public const string OtherHash = "0x2222222222222222222222222222222222222222222222222222222222222222";
    private const string Contract = "0x00000000000000000000000000000000000000c0";

    private static readonly (string Name, JsonNode? Value)[] BadText =
    [
        ("null", null), ("a number", 1), ("a list", new JsonArray()), ("an object", new JsonObject()), ("empty", ""), ("a bare prefix", "0x"),
        ("no prefix", "12"), ("not hex", "0xzz"), ("upper prefix", "0X12"), ("a sign", "-0x1"), ("a space", "0x1 "), ("too long", "0x1" + new string('0', 64)),
    ];

    /// <summary>All of them: what is wrong, the call, the body.</summary>
    public static TheoryData<string, string, string> All()
    {
        var all = new TheoryData<string, string, string>();
        foreach (var (name, body) in Envelopes())
        {
            all.Add(name, "chain id", body);
        }

        foreach (var field in new[] { "hash", "number", "parentHash", "timestamp", "receiptsRoot", "transactionsRoot", "stateRoot", "gasLimit" })
        {
            AddField(all, "header", Header, field);
        }

        foreach (var field in new[] { "address", "topics", "data", "blockNumber", "blockHash", "transactionHash", "logIndex", "transactionIndex" })
        {
            AddField(all, "logs", () => Log(), field);
        }

        foreach (var field in new[] { "transactionHash", "transactionIndex", "status", "gasUsed", "effectiveGasPrice", "logs" })
        {
            AddField(all, "receipt", Receipt, field);
        }

        foreach (var (name, method, result) in Lies())
        {
            all.Add(name, method, Body(result));
        }

        return all;
    }

    public static string Body(JsonNode? result) =>
        new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["result"] = result }.ToJsonString();

    public static JsonObject Header() => ScriptedJson.Block(new ScriptedChain().Mine());

    public static JsonObject Log(string blockHash = Hash) => new()
    {
        ["address"] = Contract,
        ["topics"] = new JsonArray(Hash),
        ["data"] = "0x01",
        ["blockNumber"] = "0x5",
        ["blockHash"] = blockHash,
        ["transactionHash"] = Hash,
        ["logIndex"] = "0x0",
        ["transactionIndex"] = "0x0",
        ["removed"] = false,
    };

    public static JsonObject Receipt() => new()
    {
        ["transactionHash"] = Hash,
        ["blockHash"] = Hash,
        ["blockNumber"] = "0x5",
        ["transactionIndex"] = "0x0",
        ["status"] = "0x1",
        ["gasUsed"] = "0x5208",
        ["effectiveGasPrice"] = "0x1",
        ["contractAddress"] = null,
        ["logs"] = new JsonArray(Log()),
    };

    private static void AddField(TheoryData<string, string, string> all, string method, Func<JsonObject> good, string field)
    {
        var missing = good();
        missing.Remove(field);
        all.Add($"{method} without {field}", method, Body(Wrapped(method, missing)));
        foreach (var (name, value) in BadText)
        {
            if (field is "topics" or "logs" && name == "a list" || (field == "data" && name is "a bare prefix"))
            {
                continue; // good values of these
            }

            if (field == "data" && name == "no prefix")
            {
                continue;
            }

            var bad = good();
            bad[field] = value?.DeepClone();
            all.Add($"{method}.{field} is {name}", method, Body(Wrapped(method, bad)));
        }
    }

    private static JsonNode Wrapped(string method, JsonObject value) => method == "logs" ? new JsonArray(value) : value;

    private static IEnumerable<(string Name, string Body)> Envelopes() =>
    [
        ("empty", ""),
        ("white space", "  \n"),
        ("not JSON", "<html>502 Bad Gateway</html>"),
        ("cut off", """{"jsonrpc":"2.0","id":1,"resu"""),
        ("something after it", """{"jsonrpc":"2.0","id":1,"result":"0x539"} x"""),
        ("a bare value", "\"0x539\""),
        ("null", "null"),
        ("a list for one call", """[{"jsonrpc":"2.0","id":1,"result":"0x539"}]"""),
        ("no version", """{"id":1,"result":"0x539"}"""),
        ("an old version", """{"jsonrpc":"1.0","id":1,"result":"0x539"}"""),
        ("a version that is a number", """{"jsonrpc":2.0,"id":1,"result":"0x539"}"""),
        ("no id", """{"jsonrpc":"2.0","result":"0x539"}"""),
        ("a null id", """{"jsonrpc":"2.0","id":null,"result":"0x539"}"""),
        ("another id", """{"jsonrpc":"2.0","id":2,"result":"0x539"}"""),
        ("an id as text", """{"jsonrpc":"2.0","id":"1","result":"0x539"}"""),
        ("a broken id", """{"jsonrpc":"2.0","id":1.5,"result":"0x539"}"""),
        ("a huge id", """{"jsonrpc":"2.0","id":99999999999999999999,"result":"0x539"}"""),
        ("neither result nor error", """{"jsonrpc":"2.0","id":1}"""),
        ("a null error and no result", """{"jsonrpc":"2.0","id":1,"error":null}"""),
        ("both result and error", """{"jsonrpc":"2.0","id":1,"result":"0x539","error":{"code":1,"message":"x"}}"""),
        ("an error that is text", """{"jsonrpc":"2.0","id":1,"error":"busy"}"""),
        ("an error without code", """{"jsonrpc":"2.0","id":1,"error":{"message":"x"}}"""),
        ("an error code as text", """{"jsonrpc":"2.0","id":1,"error":{"code":"1","message":"x"}}"""),
        ("an unknown error code", """{"jsonrpc":"2.0","id":1,"error":{"code":-39999,"message":"x"}}"""),
        ("an error message that is a number", """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":5}}"""),
        ("an error message with half a character", """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"\ud800"}}"""),
        ("an error about another call", """{"jsonrpc":"2.0","id":7,"error":{"code":-32000,"message":"x"}}"""),
        ("a field named twice", """{"jsonrpc":"2.0","id":1,"result":"0x1","result":"0x539"}"""),
        ("a field named twice inside", """{"jsonrpc":"2.0","id":1,"result":{"a":1,"a":2}}"""),
        ("nested too deep", """{"jsonrpc":"2.0","id":1,"result":""" + new string('[', 100) + new string(']', 100) + "}"),
        ("a comment", """{"jsonrpc":"2.0","id":1,/* hi */"result":"0x539"}"""),
        ("a comma too many", """{"jsonrpc":"2.0","id":1,"result":"0x539",}"""),
        ("a chain id with leading zeros", """{"jsonrpc":"2.0","id":1,"result":"0x0539"}"""),
        ("a chain id of 65 digits", """{"jsonrpc":"2.0","id":1,"result":"0x""" + new string('f', 65) + "\"}"),
        ("a chain id above 63 bits", """{"jsonrpc":"2.0","id":1,"result":"0xffffffffffffffff"}"""),
        ("a decimal chain id", """{"jsonrpc":"2.0","id":1,"result":1337}"""),
        ("half a character", """{"jsonrpc":"2.0","id":1,"result":"0x\ud8005"}"""),
        ("invalid UTF-8 marked", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x\ufffd\"}"),
    ];

    private static IEnumerable<(string Name, string Method, JsonNode? Result)> Lies()
    {
        JsonObject With(JsonObject value, string field, JsonNode? to)
        {
            value[field] = to;
            return value;
        }

        var five = new JsonArray(Hash, Hash, Hash, Hash, Hash);
        yield return ("a block that is its own parent", "header", With(Header(), "parentHash", Header()["hash"]!.DeepClone()));
        yield return ("a block after the year 9999", "header", With(Header(), "timestamp", "0xffffffffff"));
        yield return ("a base fee that is no number", "header", With(Header(), "baseFeePerGas", "0x00"));
        yield return ("a log that was removed", "logs", new JsonArray(With(Log(), "removed", true)));
        yield return ("a log that may be removed", "logs", new JsonArray(With(Log(), "removed", "false")));
        yield return ("a log of another block", "logs", new JsonArray(Log(OtherHash)));
        yield return ("a log of another contract", "logs", new JsonArray(With(Log(), "address", "0x00000000000000000000000000000000000000c1")));
        yield return ("a log of another event", "logs", new JsonArray(With(Log(), "topics", new JsonArray(OtherHash))));
        yield return ("a log without topics", "logs", new JsonArray(With(Log(), "topics", new JsonArray())));
        yield return ("a log with five topics", "logs", new JsonArray(With(Log(), "topics", five)));
        yield return ("two logs at one place", "logs", new JsonArray(Log(), Log()));
        yield return ("logs that are null", "logs", null);
        yield return ("logs that are an object", "logs", Log());
        yield return ("a log with odd data", "logs", new JsonArray(With(Log(), "data", "0x123")));
        yield return ("a receipt of another transaction", "receipt", With(Receipt(), "transactionHash", OtherHash));
        yield return ("a receipt with status 2", "receipt", With(Receipt(), "status", "0x2"));
        yield return ("a receipt with a log of another block", "receipt", With(Receipt(), "logs", new JsonArray(Log(OtherHash))));
        yield return ("a receipt with a log of another transaction", "receipt", With(Receipt(), "logs", new JsonArray(With(Log(), "transactionHash", OtherHash))));
        yield return ("a receipt of a contract with a bad address", "receipt", With(Receipt(), "contractAddress", "0x12"));
    }
}
