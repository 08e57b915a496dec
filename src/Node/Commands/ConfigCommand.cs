using System.CommandLine;
using Node.Core.Config;

namespace Node.Commands;

/// <summary><c>config render</c> prints the effective configuration without secrets; <c>config check</c> says what is wrong with it.</summary>
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
        var check = new Command("check", "Say everything that is wrong with the configuration") { ConfigReader.FileOption };
        check.TreatUnmatchedTokensAsErrors = false;
        check.SetAction(async (parsed, _) =>
        {
            if (await ConfigReader.ReadAsync(parsed, terminal) is null)
            {
                return ExitCode.No;
            }

            await terminal.Out.WriteLineAsync("the configuration is good");
            return ExitCode.Good;
        });
        return new Command("config", "Look at the configuration") { render, check };
    }
}
