using System.Net;
using System.Text.Json.Nodes;

namespace Node.Tests.Nodes;

/// <summary>What the API answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="ContentType">Without parameters; empty when there is none.</param>
/// <param name="Text">The body.</param>
public sealed record ApiAnswer(HttpStatusCode Status, string ContentType, string Text)
{
    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException($"the answer {Status} is null");

    /// <summary>The member <c>data</c>.</summary>
    public JsonObject Data => Json["data"]!.AsObject();

    /// <summary>The member <c>data</c> of a list.</summary>
    public JsonArray List => Json["data"]!.AsArray();

    /// <summary>The attributes of a resource.</summary>
    public JsonObject Attributes => Data["attributes"]!.AsObject();

    /// <summary>The details of its errors.</summary>
    public IReadOnlyList<string> Errors => [.. Json["errors"]!.AsArray().Select(error => error!["detail"]!.GetValue<string>())];

    /// <inheritdoc/>
    public override string ToString() => $"{(int)Status} {ContentType} {Text}";
}
