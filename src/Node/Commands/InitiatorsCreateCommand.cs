using System.CommandLine;
using System.Text.Json.Nodes;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>initiators create NAME [URL]</c>: makes an initiator and prints its credentials, once.</summary>
internal static class InitiatorsCreateCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "letters, digits, '_' and '-'" };
    private static readonly Argument<string?> Url = new("URL") { Description = "where it is told of jobs that name it", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("create", "Create an external initiator; its credentials are shown this once") { Name, Url, Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        using var caller = await ApiCaller.CreateAsync(parsed, terminal);
        if (caller is null)
        {
            return ExitCode.WrongUse;
        }

        var body = new JsonObject { ["name"] = parsed.GetRequiredValue(Name) };
        if (parsed.GetValue(Url) is { } url)
        {
            body["url"] = url;
        }

        var answer = await caller.SendAsync(HttpMethod.Post, "/v2/external_initiators", body, terminal, cancellationToken);
        if (answer?["data"]?["attributes"] is not { } made)
        {
            return ExitCode.No;
        }

        await terminal.Out.WriteLineAsync(parsed.GetValue(Json)
            ? answer.ToJsonString(JsonApi.Options)
            : $"""
               created external initiator {made["name"]}; this is shown this once:
               it calls the node with
                 X-Chainlink-EA-AccessKey: {made["incomingAccessKey"]}
                 X-Chainlink-EA-Secret: {made["incomingSecret"]}
               the node calls it with
                 X-Chainlink-EA-AccessKey: {made["outgoingToken"]}
                 X-Chainlink-EA-Secret: {made["outgoingSecret"]}
               """);
        return ExitCode.Good;
    }
}
