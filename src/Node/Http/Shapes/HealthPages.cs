using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Core.Services;

namespace Node.Http.Shapes;

/// <summary>
/// The answers of the checks as probes get them. Each is written once, however often it is asked for: answers never change after they were
/// given, and a page lives as long as its answers.
/// </summary>
internal static class HealthPages
{
    private static readonly ConditionalWeakTable<IReadOnlyDictionary<string, HealthFault?>, byte[]> Written = [];

    /// <summary>The document as UTF-8.</summary>
    /// <param name="checks">Names to faults, null where all is well. Never changed from now on.</param>
    public static byte[] Of(IReadOnlyDictionary<string, HealthFault?> checks) => Written.GetValue(checks, static checks => Write(checks));

    private static byte[] Write(IReadOnlyDictionary<string, HealthFault?> checks)
    {
        var ordered = checks.OrderBy(static check => check.Key, StringComparer.Ordinal).Select(static check => CheckOf(check.Key, check.Value));
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["data"] = new JsonArray([.. ordered]) }, JsonApi.Options);
    }

    private static JsonObject CheckOf(string name, HealthFault? fault) => JsonApi.Resource("checks", name, new JsonObject
    {
        ["name"] = name,
        ["status"] = fault is null ? "passing" : "failing",
        ["output"] = fault?.Reason ?? "",
        ["advice"] = fault?.Advice ?? "",
    });
}
