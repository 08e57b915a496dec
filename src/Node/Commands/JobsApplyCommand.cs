using System.CommandLine;
using System.Text.Json.Nodes;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>jobs apply FILE|FOLDER…</c>: makes a running node have the jobs of these specs, all of them or none; <c>--to N</c> goes back.</summary>
internal static class JobsApplyCommand
{
    private static readonly Argument<string[]> Specs = new("FILE|FOLDER")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "job specs, or folders with *.toml and *.json of the older generation; with --to, one job by its number or externalJobID",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "only show what would change" };
    private static readonly Option<int?> To = new("--to") { Description = "give the job the spec of its version N again" };
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("apply", "Create or replace jobs on a running node, all or none") { Specs, DryRun, To, Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var named = parsed.GetRequiredValue(Specs);
        var isDryRun = parsed.GetValue(DryRun);
        if (parsed.GetValue(To) is { } version)
        {
            if (named.Length != 1)
            {
                await terminal.Error.WriteLineAsync("--to takes one job: its number or its externalJobID");
                return ExitCode.WrongUse;
            }

            return await SendAsync(parsed, $"/v2/jobs/{Uri.EscapeDataString(named[0])}/rollback", new JsonObject { ["to"] = version, ["dryRun"] = isDryRun }, terminal, cancellationToken);
        }

        return await BodyOfAsync(named, isDryRun, terminal, cancellationToken) is { } body
            ? await SendAsync(parsed, "/v2/jobs/apply", body, terminal, cancellationToken)
            : ExitCode.No;
    }

    /// <summary>What to send for specs; null after a message.</summary>
    public static async Task<JsonObject?> BodyOfAsync(string[] named, bool isDryRun, Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            var specs = new JsonArray();
            foreach (var file in SpecFiles.Find(named))
            {
                specs.Add(new JsonObject { ["name"] = file, ["toml"] = await SpecFile.ReadAsync(file, cancellationToken) });
            }

            return new JsonObject { ["specs"] = specs, ["dryRun"] = isDryRun };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return null;
        }
    }

    /// <summary>Sends a change to jobs and prints what came of it.</summary>
    public static async Task<int> SendAsync(ParseResult parsed, string path, JsonObject body, Terminal terminal, CancellationToken cancellationToken)
    {
        using var caller = await ApiCaller.CreateAsync(parsed, terminal);
        if (caller is null)
        {
            return ExitCode.WrongUse;
        }

        var answer = await caller.SendAsync(HttpMethod.Post, path, body, terminal, cancellationToken);
        if (answer?["data"]?.AsArray() is not { } changes)
        {
            return ExitCode.No;
        }

        if (parsed.GetValue<bool>("--json"))
        {
            await terminal.Out.WriteLineAsync(answer.ToJsonString(JsonApi.Options));
            return ExitCode.Good;
        }

        foreach (var change in changes)
        {
            await PrintAsync(change!["attributes"]!, terminal);
        }

        var meta = answer["meta"]!;
        await terminal.Out.WriteLineAsync(
            $"{meta["created"]} created, {meta["replaced"]} replaced, {meta["unchanged"]} unchanged{(meta["dryRun"]!.GetValue<bool>() ? " (dry run: nothing was changed)" : "")}");
        return ExitCode.Good;
    }

    private static async Task PrintAsync(JsonNode change, Terminal terminal)
    {
        var action = change["action"]!.GetValue<string>();
        if (action == "unchanged")
        {
            return; // the last line counts them
        }

        var job = change["jobID"] is { } id ? $"job {id} ({change["externalJobID"]})" : "a new job";
        await terminal.Out.WriteLineAsync($"{change["specName"]}: {action} {job}, version {change["version"]}");
        foreach (var line in change["changes"]?.AsArray() ?? [])
        {
            await terminal.Out.WriteLineAsync($"  {line}");
        }

        if (change["diff"] is { } diff)
        {
            await terminal.Out.WriteAsync(diff.GetValue<string>());
        }
    }
}
