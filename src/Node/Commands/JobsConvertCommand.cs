using System.CommandLine;
using System.Text.Json.Nodes;
using Node.Http.Shapes;
using Node.Jobs.Pipeline;
using Node.Jobs.Specs.V1;

namespace Node.Commands;

/// <summary><c>jobs convert FILE</c>: prints a job of the older JSON generation as TOML that means the same.</summary>
internal static class JobsConvertCommand
{
    private static readonly Argument<string> SpecPath = new("FILE") { Description = "a job spec of the JSON generation (v1)" };
    private static readonly Option<int?> Initiator = new("--initiator") { Description = "which initiator the job is to have, from 1; needed when it has several" };
    private static readonly Option<bool> Json = new("--json") { Description = "print {toml, faults, warnings}" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("convert", "Print a job of the older JSON generation as TOML") { SpecPath, Initiator, Json };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var file = parsed.GetRequiredValue(SpecPath);
        string text;
        try
        {
            text = await SpecFile.ReadAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return ExitCode.No;
        }

        if (!V1Conversion.IsV1(text))
        {
            await terminal.Error.WriteLineAsync($"{file}: is not a job of the JSON generation; it does not begin with a brace");
            return ExitCode.No;
        }

        List<SpecFault> faults = [];
        var toml = V1Conversion.ToToml(text, parsed.GetValue(Initiator), faults);
        if (parsed.GetValue(Json))
        {
            var answer = new JsonObject
            {
                ["toml"] = toml,
                ["faults"] = FaultJson.Of(faults.Where(fault => !fault.IsWarning)),
                ["warnings"] = FaultJson.Of(faults.Where(fault => fault.IsWarning)),
            };
            await terminal.Out.WriteLineAsync(answer.ToJsonString(JsonApi.Options));
            return toml is null ? ExitCode.No : ExitCode.Good;
        }

        foreach (var fault in faults)
        {
            await terminal.Error.WriteLineAsync($"{file}:{fault}");
        }

        await terminal.Out.WriteAsync(toml);
        return toml is null ? ExitCode.No : ExitCode.Good;
    }
}
