using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json;
using System.Text;

namespace Node.Http.Shapes;

/// <summary>Documents in the shape of JSON:API as the field's node writes them: <c>{"data":{"type","id","attributes"}}</c>, errors as <c>{"errors":[{"detail"}]}</c>.</summary>
internal static class JsonApi
{
    private const int TimeBytesMax = 32;

    /// <summary>How deep documents are; values of pipelines, which have their own limit, always fit.</summary>
    public const int DepthMax = 1000;

    public const string ContentType = "application/vnd.api+json";

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        MaxDepth = DepthMax,
    };

    /// <summary>A resource.</summary>
    public static JsonObject Resource(string type, string id, JsonObject attributes) =>
        new() { ["type"] = type, ["id"] = id, ["attributes"] = attributes };

    /// <summary>Answers with one resource.</summary>
    public static IResult One(JsonObject resource, int status = StatusCodes.Status200OK) => Document(new JsonObject { ["data"] = resource }, status);

    /// <summary>Answers with a list of resources and how many there are in all.</summary>
    public static IResult Many(IEnumerable<JsonObject> resources, long count) => Document(
        new JsonObject { ["data"] = new JsonArray([.. resources]), ["meta"] = new JsonObject { ["count"] = count } }, StatusCodes.Status200OK);

    /// <summary>Answers with a list of resources that is never paged.</summary>
    public static IResult All(IEnumerable<JsonObject> resources) =>
        Document(new JsonObject { ["data"] = new JsonArray([.. resources]) }, StatusCodes.Status200OK);

    /// <summary>Answers with one page of a list, how many there are in all, and where the pages beside it are.</summary>
    public static IResult Page(HttpRequest request, Paging paging, IEnumerable<JsonObject> resources, long count)
    {
        var document = new JsonObject { ["data"] = new JsonArray([.. resources]), ["meta"] = new JsonObject { ["count"] = count } };
        if (count > paging.Size)
        {
            document["links"] = paging.Links(request.Path, count);
        }

        return Document(document, StatusCodes.Status200OK);
    }

    /// <summary>Answers with a document.</summary>
    public static IResult Document(JsonObject document, int status) => Results.Text(document.ToJsonString(Options), ContentType, statusCode: status);

    /// <summary>Answers with what is wrong.</summary>
    public static IResult Error(int status, params IEnumerable<string> details) => Results.Text(ErrorText(details), "application/json", statusCode: status);

    /// <summary>Answers with what is wrong, outside a route's handler.</summary>
    public static Task WriteErrorAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(ErrorText([detail]), context.RequestAborted);
    }

    /// <summary>A time as the field's node writes it: without zeros at its end.</summary>
    public static string Time(DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[TimeBytesMax];
        return Encoding.ASCII.GetString(text[..Format(time, text)]);
    }

    /// <summary>Writes a time as the field's node does.</summary>
    public static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[TimeBytesMax];
        json.WriteString(name, text[..Format(time, text)]);
    }

    private static string ErrorText(IEnumerable<string> details) =>
        new JsonObject { ["errors"] = new JsonArray([.. details.Select(detail => new JsonObject { ["detail"] = detail })]) }.ToJsonString(Options);

    private static int Format(DateTimeOffset time, Span<byte> text)
    {
        // 2026-01-31T12:00:00.1234567Z, of which the seventh digit is finer than what is stored.
        time.UtcDateTime.TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        length -= 2;
        while (text[length - 1] == '0')
        {
            length--;
        }

        if (text[length - 1] == '.')
        {
            length--;
        }

        text[length] = (byte)'Z';
        return length + 1;
    }
}
