using System.CommandLine;
using System.Text.Json.Nodes;
using Node.Http.Shapes;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Specs;

namespace Node.Commands;

/// <summary><c>jobs lint FILE…</c>: says everything that is wrong with job specs, before they are stored.</summary>
internal static class JobsLintCommand
{
    private static readonly Argument<string[]> Files = new("FILE") { Arity = ArgumentArity.OneOrMore, Description = "job specs (TOML)" };
    private static readonly Option<bool> Json = new("--json") { Description = "one JSON object a file: {file, accepted, faults, warnings}" };

    private static readonly Option<string?> Bridges = new("--bridges") { Description = "a file with the bridges of the node, one name a line; without it any may be named" };

    private static readonly Option<string?> Initiators = new("--initiators")
    {
        Description = "a file with the external initiators of the node, one name a line; without it any may be named",
    };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("lint", "Check job specs") { Files, Json, Bridges, Initiators, ConfigReader.FileOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        if (await ConfigReader.ReadAsync(parsed, terminal) is not { } options)
        {
            return ExitCode.No;
        }

        if (await KnownBridges.ReadAsync(parsed.GetValue(Bridges), terminal, cancellationToken) is not { } bridges)
        {
            return ExitCode.No;
        }

        if (await KnownInitiators.ReadAsync(parsed.GetValue(Initiators), terminal, cancellationToken) is not { } initiators)
        {
            return ExitCode.No;
        }

        var checker = OfflineSpecs.Checker(options, new TaskServices(NoHttp.Instance, new NoChains()) { Bridges = bridges }, initiators);
        var files = parsed.GetRequiredValue(Files);
        var refused = 0;
        foreach (var file in files)
        {
            var check = await CheckAsync(checker, file, cancellationToken);
            refused += check.Spec is null ? 1 : 0;
            if (parsed.GetValue(Json))
            {
                await terminal.Out.WriteLineAsync(JsonOf(file, check).ToJsonString(JsonApi.Options));
            }
            else
            {
                await PrintAsync(terminal, file, check);
            }
        }

        if (!parsed.GetValue(Json))
        {
            await terminal.Out.WriteLineAsync($"{files.Length - refused} accepted, {refused} refused");
        }

        return refused == 0 ? ExitCode.Good : ExitCode.No;
    }

    private static async Task<SpecCheck> CheckAsync(SpecChecker checker, string file, CancellationToken cancellationToken)
    {
        try
        {
            return checker.Check(await SpecFile.ReadAsync(file, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SpecCheck(null, [new SpecFault(1, 1, "file", $"cannot be read: {e.Message}", "name a file that can")]);
        }
    }

    private static async Task PrintAsync(Terminal terminal, string file, SpecCheck check)
    {
        await terminal.Out.WriteLineAsync($"{file}: {(check.Spec is null ? "refused" : "accepted")}");
        foreach (var fault in check.Faults)
        {
            await terminal.Out.WriteLineAsync($"  {file}:{fault.Line}:{fault.Column} {(fault.IsWarning ? "warning" : "fault")} {fault.Code}: {fault.Problem}; {fault.Fix}");
        }
    }

    private static JsonObject JsonOf(string file, SpecCheck check) => new()
    {
        ["file"] = file,
        ["accepted"] = check.Spec is not null,
        ["faults"] = FaultJson.Of(check.Faults.Where(fault => !fault.IsWarning)),
        ["warnings"] = FaultJson.Of(check.Faults.Where(fault => fault.IsWarning)),
    };
}
