using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Eth.Transactions;
using Node.Http.Shapes;
using Node.Jobs.Runs;
using Node.Jobs.Specs;

namespace Node.Http.Api;

/// <summary>Runs as resources of the API, in the forms that routes need.</summary>
internal static class RunDocuments
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JsonApi.Options.Encoder, SkipValidation = true, MaxDepth = JsonApi.DepthMax };

    /// <summary>The resource of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="job">Its job; null when it was deleted.</param>
    /// <param name="effects">Its transactions.</param>
    public static JsonObject Of(RunView run, Job? job, IReadOnlyList<TxRecord> effects)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            RunWriter.Write(json, run, job, effects);
        }

        return JsonNode.Parse(buffer.WrittenSpan, documentOptions: new JsonDocumentOptions { MaxDepth = JsonApi.DepthMax })!.AsObject();
    }

    /// <summary>The document of one run, as bytes.</summary>
    /// <param name="run">The run.</param>
    /// <param name="job">Its job; null when it was deleted.</param>
    /// <param name="effects">Its transactions.</param>
    /// <param name="link">Where it can be looked up later; null to leave that out.</param>
    public static ReadOnlyMemory<byte> Document(RunView run, Job? job, IReadOnlyList<TxRecord> effects, string? link)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WritePropertyName("data"u8);
            RunWriter.Write(json, run, job, effects);
            if (link is not null)
            {
                json.WriteStartObject("links"u8);
                json.WriteString("self"u8, link);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
