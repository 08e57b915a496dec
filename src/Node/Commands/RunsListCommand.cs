using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Node.Core.Text;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>runs list</c>: the newest runs of a running node that match.</summary>
internal static class RunsListCommand
{
    private const int CountDefault = 20;
    private const int CountMax = 10_000;
    private const int PageMax = 100;

    private static readonly Option<string> Job = new("--job") { Description = "of this job: its number or external id" };
    private static readonly Option<string> State = new("--state") { Description = "in this state, e.g. errored" };
    private static readonly Option<string> Trigger = new("--trigger") { Description = "fired by this: cron, log or webhook" };
    private static readonly Option<string> Key = new("--key") { Description = "with this trigger key" };
    private static readonly Option<string> From = new("--from") { Description = "accepted at this time or later, e.g. 2026-01-31T12:00:00Z" };
    private static readonly Option<string> To = new("--to") { Description = "accepted before this time" };
    private static readonly Option<int> Count = new("--count") { Description = $"how many at most, up to {CountMax}", DefaultValueFactory = _ => CountDefault };
    private static readonly Option<bool> Json = new("--json") { Description = "print one run a line, as the node gives it" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("list", "List the newest runs") { Job, State, Trigger, Key, From, To, Count, Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var left = parsed.GetValue(Count);
        if (left is < 1 or > CountMax)
        {
            await terminal.Error.WriteLineAsync($"--count must be from 1 to {CountMax}");
            return ExitCode.WrongUse;
        }

        using var caller = await ApiCaller.CreateAsync(parsed, terminal);
        if (caller is null)
        {
            return ExitCode.WrongUse;
        }

        var isJson = parsed.GetValue(Json);
        if (!isJson)
        {
            await terminal.Out.WriteLineAsync(Row("id", "job", "state", "trigger", "created", "took", "key"));
        }

        for (var path = PathOf(parsed, Math.Min(left, PageMax)); path is not null && left > 0;)
        {
            var answer = await caller.SendAsync(HttpMethod.Get, path, null, terminal, cancellationToken);
            if (answer?["data"]?.AsArray() is not { } runs)
            {
                return ExitCode.No;
            }

            foreach (var run in runs.Take(left))
            {
                await terminal.Out.WriteLineAsync(isJson ? run!.ToJsonString(JsonApi.Options) : RowOf(run!));
            }

            left -= Math.Min(left, runs.Count);
            path = answer["links"]?["next"]?.GetValue<string>() is { } next && ApiCaller.IsBelow(next) ? next : null;
        }

        return ExitCode.Good;
    }

    private static string PathOf(ParseResult parsed, int size)
    {
        var query = new List<string> { string.Create(CultureInfo.InvariantCulture, $"size={size}") };
        foreach (var (name, option) in new[] { ("job", Job), ("state", State), ("trigger", Trigger), ("key", Key), ("from", From), ("to", To) })
        {
            if (parsed.GetValue(option) is { } value)
            {
                query.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        return $"/v2/runs?{string.Join('&', query)}";
    }

    private static string RowOf(JsonNode run)
    {
        var attributes = run["attributes"]!;
        return Row(
            run["id"]?.ToString(),
            attributes["jobID"]?.ToString(),
            Untrusted.Show(attributes["state"]?.ToString()),
            attributes["trigger"]?["kind"]?.ToString(),
            attributes["createdAt"]?.ToString(),
            RunText.Took(attributes),
            attributes["trigger"]?["key"]?.ToString());
    }

    private static string Row(string? id, string? job, string? state, string? trigger, string? created, string? took, string? key) =>
        $"{id,10}  {job,6}  {state,-9}  {trigger,-8}  {created,-27}  {took,10}  {Untrusted.Show(key)}";
}
