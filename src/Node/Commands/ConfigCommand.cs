using System.CommandLine;
using System.Text.Json.Nodes;
using Node.Core.Config;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>config render</c> prints the effective configuration without secrets; <c>config check</c> says what is wrong with it; <c>config loglevel</c> asks a running node.</summary>
internal static class ConfigCommand
{
    public static Command Build(Terminal terminal)
    {
        var render = new Command("render", "Print the effective configuration, without secrets") { ConfigReader.FileOption };
        render.TreatUnmatchedTokensAsErrors = false;
        render.SetAction(async (parsed, _) =>
        {
            if (await ConfigReader.ReadAsync(parsed, terminal) is not { } options)
            {
                return ExitCode.No;
            }

            await terminal.Out.WriteLineAsync(ConfigDump.Render(options));
            return ExitCode.Good;
        });
        var json = new Option<bool>("--json") { Description = "print {good, faults}" };
        var check = new Command("check", "Say everything that is wrong with the configuration") { json, ConfigReader.FileOption };
        check.TreatUnmatchedTokensAsErrors = false;
        check.SetAction((parsed, _) => CheckAsync(parsed, parsed.GetValue(json), terminal));
        return new Command("config", "Look at the configuration") { render, check, ConfigLogLevelCommand.Build(terminal) };
    }

    private static async Task<int> CheckAsync(ParseResult parsed, bool isJson, Terminal terminal)
    {
        try
        {
            ConfigReader.Load(parsed, terminal);
            await terminal.Out.WriteLineAsync(isJson ? JsonOf([]) : "the configuration is good");
            return ExitCode.Good;
        }
        catch (ConfigException e)
        {
            await (isJson ? terminal.Out.WriteLineAsync(JsonOf(e.Faults)) : terminal.Error.WriteLineAsync(e.Message));
            return ExitCode.No;
        }
    }

    private static string JsonOf(IReadOnlyList<ConfigFault> faults) => new JsonObject
    {
        ["good"] = faults.Count == 0,
        ["faults"] = new JsonArray([.. faults.Select(fault => new JsonObject { ["key"] = fault.Key, ["problem"] = fault.Problem })]),
    }.ToJsonString(JsonApi.Options);
}
