using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Node.Core.Text;

namespace Node.Commands.Bridges;

/// <summary><c>bridges show NAME</c>: the bridge and how it fares.</summary>
internal static class BridgesShowCommand
{
    public static Command Build(Terminal terminal)
    {
        var command = new Command("show", "Show a bridge: where it is, how it fares, its last requests") { BridgeArguments.Name, BridgeArguments.Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        using var caller = await ApiCaller.CreateAsync(parsed, terminal);
        if (caller is null)
        {
            return ExitCode.WrongUse;
        }

        var path = BridgeArguments.PathOf(parsed);
        var bridge = await caller.SendAsync(HttpMethod.Get, path, null, terminal, cancellationToken);
        var stats = bridge is null ? null : await caller.SendAsync(HttpMethod.Get, path + "/stats", null, terminal, cancellationToken);
        if (bridge is null || stats is null)
        {
            return ExitCode.No;
        }

        var both = new JsonObject { ["data"] = bridge["data"]!.DeepClone(), ["stats"] = stats["data"]!["attributes"]!.DeepClone() };
        return await BridgeArguments.PrintAsync(parsed, terminal, both, InWords);
    }

    private static string InWords(JsonNode both)
    {
        var (bridge, stats) = (both["data"]!["attributes"]!, both["stats"]!);
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{bridge["name"]}: {Untrusted.Show(bridge["url"]?.ToString())}")
            .AppendLine(CultureInfo.InvariantCulture, $"requests {stats["requests"]}, errors {stats["errors"]}, timeouts {stats["timeouts"]}, answered from cache {stats["cacheHits"]}")
            .AppendLine(CultureInfo.InvariantCulture, $"p50 {Ms(stats["p50Ms"])}, p99 {Ms(stats["p99Ms"])}, timeout {stats["timeout"]}, suggested {stats["suggestedTimeout"]?.ToString() ?? "(too few requests)"}");
        foreach (var call in stats["calls"]!.AsArray())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {call!["at"]}  {Ms(call["ms"]),10}  {Untrusted.Show(call["error"]?.ToString() ?? call["status"]?.ToString())}");
        }

        return text.ToString().TrimEnd();
    }

    private static string Ms(JsonNode? ms) => ms is null ? "-" : $"{ms} ms";
}
