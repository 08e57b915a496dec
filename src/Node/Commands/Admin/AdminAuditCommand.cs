using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Node.Core.Text;
using Node.Http.Api;
using Node.Http.Shapes;

namespace Node.Commands.Admin;

/// <summary><c>admin audit</c>: the last administrative acts that a running node has recorded.</summary>
internal static class AdminAuditCommand
{
    private const int CountDefault = 25;

    private static readonly string[] ActorNames = ["token", "initiator", "address"];

    private static readonly Option<int> Count = new("--count") { Description = "how many", DefaultValueFactory = _ => CountDefault };
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("audit", "Show the last administrative acts, oldest first") { Count, Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var count = parsed.GetValue(Count);
        if (count is < 1 or > AuditEndpoints.CountMax)
        {
            await terminal.Error.WriteLineAsync($"--count must be from 1 to {AuditEndpoints.CountMax}");
            return ExitCode.WrongUse;
        }

        using var caller = await ApiCaller.CreateAsync(parsed, terminal);
        if (caller is null)
        {
            return ExitCode.WrongUse;
        }

        var path = string.Create(CultureInfo.InvariantCulture, $"/v2/audit?count={count}");
        if (await caller.SendAsync(HttpMethod.Get, path, null, terminal, cancellationToken) is not { } answer)
        {
            return ExitCode.No;
        }

        if (parsed.GetValue(Json))
        {
            await terminal.Out.WriteLineAsync(answer.ToJsonString(JsonApi.Options));
            return ExitCode.Good;
        }

        foreach (var record in answer["data"] as JsonArray ?? [])
        {
            await terminal.Out.WriteLineAsync(LineOf(record?["attributes"]));
        }

        return ExitCode.Good;
    }

    private static string LineOf(JsonNode? record)
    {
        var data = record?["data"];
        var line = new StringBuilder($"{Shown(record, "time")}  {Shown(record, "eventID"),-28}  {Shown(data, "outcome"),-7}  {Shown(data, "role")}");
        foreach (var name in ActorNames.Where(name => data?[name] is not null))
        {
            line.Append(' ').Append(Shown(data, name));
        }

        foreach (var (name, value) in data?["subject"] as JsonObject ?? [])
        {
            line.Append("  ").Append(Untrusted.Show(name)).Append('=').Append(Untrusted.Show(value?.ToString()));
        }

        return line.ToString();
    }

    private static string Shown(JsonNode? from, string name) => Untrusted.Show(from?[name]?.ToString());
}
