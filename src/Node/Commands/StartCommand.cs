using System.CommandLine;
using System.Net.Sockets;
using Node.Composition;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Core.Text;

namespace Node.Commands;

/// <summary><c>start</c>: runs the node until it is asked to stop.</summary>
internal static class StartCommand
{
    private const int ReasonCharsMax = 4000;

    public static Command Build(Terminal terminal)
    {
        var command = new Command("start", "Run the node (the default). Settings: --Key.Sub=value, environment NODE_Key__Sub, or appsettings.json") { ConfigReader.FileOption };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        if (await ConfigReader.ReadAsync(parsed, terminal) is not { } options)
        {
            return ExitCode.No;
        }

        try
        {
            await using var host = await NodeHost.StartAsync(options, terminal.Time, terminal.Random, cancellationToken, terminal.Commits);
            if (host.NewToken is { } token)
            {
                await terminal.Out.WriteLineAsync(
                    $"""
                    First start: this is the API token of the administrator. It is shown this once and stored nowhere.
                    API key: {token.AccessKey}
                    API secret: {token.Secret}
                    """);
                await terminal.Out.FlushAsync(cancellationToken);
            }

            await host.WaitForStopAsync();
            return ExitCode.Good;
        }
        catch (Exception e) when (e is StorageException or ServiceException or IOException or SocketException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"oracle-node cannot start: {OneLine(e, options)}");
            return ExitCode.No;
        }
    }

    private static string OneLine(Exception e, NodeOptions options) =>
        e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException || e is Microsoft.AspNetCore.Connections.AddressInUseException
            ? $"port {options.Http.Port} on {options.Http.Address} is taken by another program. Stop it, or choose another port with --Http.Port=PORT."
            : Untrusted.Show(e.Message.ReplaceLineEndings(" "), ReasonCharsMax);
}
