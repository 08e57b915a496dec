using System.CommandLine;
using System.Text.Json.Nodes;
using Node.Core.Text;
using Node.Http.Shapes;
using Node.Logging;

namespace Node.Commands;

/// <summary><c>config loglevel</c>: says what a running node logs, or changes it until it is restarted.</summary>
internal static class ConfigLogLevelCommand
{
    private static readonly Argument<string?> Level = new("LEVEL")
    {
        Description = $"the least level to log from now on: {LogLevelNames.Choice}; without it the level is said",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("loglevel", "Say what a running node logs, or change it until the next start") { Level, Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var level = parsed.GetValue(Level);
        if (level is not null && !LogLevelNames.TryRead(level, out _))
        {
            await terminal.Error.WriteLineAsync($"LEVEL is \"{Untrusted.Show(level)}\"; must be one of {LogLevelNames.Choice}");
            return ExitCode.WrongUse;
        }

        using var caller = await ApiCaller.CreateAsync(parsed, terminal);
        if (caller is null)
        {
            return ExitCode.WrongUse;
        }

        var answer = level is null
            ? await caller.SendAsync(HttpMethod.Get, "/v2/log", null, terminal, cancellationToken)
            : await caller.SendAsync(HttpMethod.Patch, "/v2/log", new JsonObject { ["level"] = level }, terminal, cancellationToken);
        if (answer is null)
        {
            return ExitCode.No;
        }

        var attributes = answer["data"]?["attributes"];
        await terminal.Out.WriteLineAsync(parsed.GetValue(Json)
            ? answer.ToJsonString(JsonApi.Options)
            : $"{Untrusted.Show(attributes?["logLevel"]?[0]?.ToString())} (configured: {Untrusted.Show(attributes?["defaultLogLevel"]?.ToString())})");
        return ExitCode.Good;
    }
}
