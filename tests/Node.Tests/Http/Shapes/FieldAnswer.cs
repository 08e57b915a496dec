using System.Text.Json.Nodes;
using DevChain;

namespace Node.Tests.Http.Shapes;

/// <summary>A request and the form of the answer that the field's node gives to it (<c>answers.jsonl</c>, one a line).</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with <c>{job}</c> and the like for ids of answers before.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="Status">The status; null where the answer does not matter.</param>
/// <param name="Shape">The form of the body: <c>text</c>, <c>digits</c>, <c>time</c>… in place of values, and <c>=x</c> for just that text.</param>
/// <param name="Keep">Under which name the id of the answer is kept; null when it is not.</param>
internal sealed record FieldAnswer(string Name, string Method, string Path, JsonNode? Body, int? Status, JsonNode? Shape, string? Keep)
{
    /// <summary>All of them, in the order in which they are asked.</summary>
    public static IReadOnlyList<FieldAnswer> All { get; } =
    [
        .. File.ReadLines(RepositoryFolder.Combine("tests", "Node.Tests", "Http", "Shapes", "answers.jsonl"))
            .Select(line => JsonNode.Parse(line)!.AsObject()).Select(Read),
    ];

    private static FieldAnswer Read(JsonObject line) => new(
        line["name"]!.GetValue<string>(), line["method"]!.GetValue<string>(), line["path"]!.GetValue<string>(), line["body"],
        line["status"]?.GetValue<int>(), line["shape"], line["keep"]?.GetValue<string>());
}
