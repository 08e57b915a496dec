using System.Formats.Cbor;
using System.Text.Json;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Tests.Corpus;

/// <summary>What a run of a job of the older generation begins with: parameters that its tasks may have left to the request.</summary>
internal static class V1Triggers
{
    private const string Address = "0x613a38AC1659769640aaE063C651F48E0250454C";

    private static readonly Dictionary<string, string> Given = new()
    {
        ["get"] = "https://prices.test/v1", ["post"] = "https://prices.test/v1", ["result"] = "0x01", ["address"] = Address, ["functionSelector"] = "0x01020304",
    };

    /// <summary>The trigger's variables, by the type that the job becomes.</summary>
    public static PipelineValue Of(string typeName)
    {
        var word = PipelineValue.Of("0x" + new string('1', 64));
        (string, PipelineValue)[] log =
        [
            ("logAddress", PipelineValue.Of(Address)), ("logTopics", PipelineValue.List(word)), ("logData", word), ("logBlockNumber", PipelineValue.Of(7L)),
            ("logIndex", PipelineValue.Of(0L)), ("logTxIndex", PipelineValue.Of(0L)), ("logBlockHash", word), ("logTxHash", word),
        ];
        return typeName switch
        {
            "webhook" => PipelineValue.Map(("requestBody", PipelineValue.Of(JsonSerializer.Serialize(Given))), ("meta", PipelineValue.Null)),
            "directrequest" => PipelineValue.Map([.. log, ("meta", PipelineValue.Map(("oracleRequest", Request(word))))]),
            "log" => PipelineValue.Map([.. log, ("meta", PipelineValue.Null)]),
            _ => PipelineValue.Map(("meta", PipelineValue.Null)),
        };
    }

    private static PipelineValue Request(PipelineValue id)
    {
        var cbor = new CborWriter();
        cbor.WriteStartMap(Given.Count);
        foreach (var (name, value) in Given)
        {
            cbor.WriteTextString(name);
            cbor.WriteTextString(value);
        }

        cbor.WriteEndMap();
        return PipelineValue.Map(
            ("requestId", id), ("payment", PipelineValue.Of("1000")), ("callbackAddr", PipelineValue.Of(Address)), ("callbackFunctionId", PipelineValue.Of("0x33333333")),
            ("cancelExpiration", PipelineValue.Of("9")), ("dataVersion", PipelineValue.Of("1")), ("data", PipelineValue.Of("0x" + Convert.ToHexString(cbor.Encode()))));
    }
}
