using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Node.Tests.Nodes;

namespace Node.Tests.Http.Shapes;

/// <summary>Compares an answer with the form that it should have.</summary>
internal static partial class ShapeComparison
{
    private const string Anything = "*";

    /// <summary>All that differs.</summary>
    public static IReadOnlyList<ShapeDifference> Compare(FieldAnswer field, ApiAnswer ours)
    {
        List<ShapeDifference> found = [];
        var status = (int)ours.Status;
        if (status != field.Status)
        {
            found.Add(new ShapeDifference(field.Name, "status", Text(field.Status!.Value), Text(status)));
        }

        // An error in place of a resource, or the other way round, is told by the status.
        if (status / 100 == field.Status / 100)
        {
            Compare(field.Shape!, ours.Text.Length == 0 ? JsonValue.Create("") : ours.Json, field.Name, "", found);
        }

        return found;
    }

    private static void Compare(JsonNode shape, JsonNode? ours, string what, string field, List<ShapeDifference> found)
    {
        switch (shape)
        {
            case JsonObject members when ours is JsonObject given:
                CompareMembers(members, given, what, field, found);
                break;
            case JsonArray items when ours is JsonArray given:
                CompareItems(items, given, what, field, found);
                break;
            case JsonValue when shape.GetValue<string>() is var form && !Fits(form, ours):
                found.Add(new ShapeDifference(what, field.Length == 0 ? "body" : field, form.Length == 0 ? "empty" : form, FormOf(ours)));
                break;
            case JsonValue:
                break;
            default:
                found.Add(new ShapeDifference(what, field, shape is JsonObject ? "map" : "list", FormOf(ours)));
                break;
        }
    }

    private static void CompareMembers(JsonObject shape, JsonObject ours, string what, string field, List<ShapeDifference> found)
    {
        if (shape["type"] is JsonValue type && type.GetValue<string>() is ['=', .. var name] && shape.ContainsKey("attributes"))
        {
            (what, field) = (name, "");
        }

        foreach (var (key, form) in shape)
        {
            var path = Path(field, key);
            if (!ours.TryGetPropertyValue(key, out var given))
            {
                found.Add(new ShapeDifference(what, path, form is JsonValue ? form.GetValue<string>() : "there", "-"));
                continue;
            }

            Compare(form!, given, what, path, found);
        }

        found.AddRange(ours.Where(member => !shape.ContainsKey(member.Key)).Select(member => new ShapeDifference(what, Path(field, member.Key), "-", "added")));
    }

    private static void CompareItems(JsonArray shape, JsonArray ours, string what, string field, List<ShapeDifference> found)
    {
        if (shape is [JsonValue first, { } each] && first.GetValue<string>() == Anything)
        {
            foreach (var item in ours)
            {
                Compare(each, item, what, field, found);
            }

            return;
        }

        if (shape.Count != ours.Count)
        {
            found.Add(new ShapeDifference(what, Path(field, "length"), Text(shape.Count), Text(ours.Count)));
        }

        for (var i = 0; i < Math.Min(shape.Count, ours.Count); i++)
        {
            Compare(shape[i]!, ours[i], what, field, found);
        }
    }

    // `attributes` is where all members of a resource are; naming it says nothing.
    private static string Path(string field, string key) => field is "" or "attributes" || (field == "data" && key is "type" or "id") ? key : $"{field}.{key}";

    private static bool Fits(string form, JsonNode? ours) => form switch
    {
        ['=', .. var text] => ours?.GetValueKind() == JsonValueKind.String && ours.GetValue<string>() == text,
        "" => ours?.GetValueKind() == JsonValueKind.String && ours.GetValue<string>().Length == 0,
        "text" => ours?.GetValueKind() == JsonValueKind.String,
        _ => FormOf(ours) == form,
    };

    private static string FormOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Number => "number",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "map",
        JsonValueKind.String => FormOf(node.GetValue<string>()),
        _ => "bool",
    };

    private static string FormOf(string text) =>
        Time().IsMatch(text) ? "time"
        : Guid.TryParseExact(text, "D", out _) ? "uuid"
        : Address().IsMatch(text) ? "address"
        : Hex().IsMatch(text) ? "hex"
        : Digits().IsMatch(text) ? "digits"
        : "text";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$")]
    private static partial Regex Time();

    [GeneratedRegex("^0x[0-9a-fA-F]{40}$")]
    private static partial Regex Address();

    [GeneratedRegex("^0x[0-9a-fA-F]*$")]
    private static partial Regex Hex();

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex Digits();
}
