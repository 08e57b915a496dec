using System.CommandLine;
using System.Globalization;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary>
/// <c>jobs diff</c>: of a job, what changed from one version to another; of files and folders, what applying them would change.
/// </summary>
internal static class JobsDiffCommand
{
    private static readonly Argument<string[]> Things = new("JOB|FILE|FOLDER")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "one job, by its number or its externalJobID; or specs and folders to compare with the node",
    };

    private static readonly Option<int?> From = new("--from") { Description = "the earlier version (default: the one before)" };
    private static readonly Option<int?> To = new("--to") { Description = "the later version (default: the present one)" };
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("diff", "Show what changed in a job, or what applying specs would change") { Things, From, To, Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var things = parsed.GetRequiredValue(Things);
        var isJob = things.Length == 1
            && (long.TryParse(things[0], NumberStyles.None, CultureInfo.InvariantCulture, out _) || Guid.TryParseExact(things[0], "D", out _));
        if (isJob)
        {
            return await VersionsAsync(parsed, things[0], terminal, cancellationToken);
        }

        if (parsed.GetValue(From) is not null || parsed.GetValue(To) is not null)
        {
            await terminal.Error.WriteLineAsync("--from and --to take one job: its number or its externalJobID");
            return ExitCode.WrongUse;
        }

        return await JobsApplyCommand.BodyOfAsync(things, isDryRun: true, terminal, cancellationToken) is { } body
            ? await JobsApplyCommand.SendAsync(parsed, "/v2/jobs/apply", body, terminal, cancellationToken)
            : ExitCode.No;
    }

    private static async Task<int> VersionsAsync(ParseResult parsed, string job, Terminal terminal, CancellationToken cancellationToken)
    {
        using var caller = await ApiCaller.CreateAsync(parsed, terminal);
        if (caller is null)
        {
            return ExitCode.WrongUse;
        }

        var to = parsed.GetValue(To);
        if (to is null)
        {
            var versions = await caller.SendAsync(HttpMethod.Get, $"/v2/jobs/{job}/versions", null, terminal, cancellationToken);
            if (versions is null)
            {
                return ExitCode.No;
            }

            to = versions["data"]![0]!["attributes"]!["version"]!.GetValue<int>();
        }

        var query = parsed.GetValue(From) is { } from ? $"?from={from}" : "";
        var answer = await caller.SendAsync(HttpMethod.Get, $"/v2/jobs/{job}/versions/{to}/diff{query}", null, terminal, cancellationToken);
        if (answer?["data"]?["attributes"] is not { } diff)
        {
            return ExitCode.No;
        }

        if (parsed.GetValue(Json))
        {
            await terminal.Out.WriteLineAsync(answer.ToJsonString(JsonApi.Options));
            return ExitCode.Good;
        }

        foreach (var line in diff["changes"]!.AsArray())
        {
            await terminal.Out.WriteLineAsync(line!.GetValue<string>());
        }

        await terminal.Out.WriteAsync(diff["diff"]!.GetValue<string>());
        return ExitCode.Good;
    }
}
