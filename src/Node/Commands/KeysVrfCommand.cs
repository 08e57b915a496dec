using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>keys vrf …</c>: the keys that prove random numbers.</summary>
internal static class KeysVrfCommand
{
    private const string Route = "/v2/keys/vrf";

    private static readonly Argument<string> Key = new("KEY") { Description = "the public key: 0x and 66 hex digits" };
    private static readonly Argument<string> KeyFile = new("FILE") { Description = "an exported VRF key" };
    private static readonly Option<string> PasswordFile = new("--password", "-p") { Description = "the file that holds the password of the exported key", Required = true };
    private static readonly Option<string> Output = new("--output", "-o") { Description = "where to write the exported key; must not exist", Required = true };
    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "do not ask" };
    private static readonly Option<bool> Hard = new("--hard") { Description = "delete for good, instead of keeping the encrypted key in the database" };
    private static readonly Option<bool> Json = new("--json") { Description = "print the node's answer as it is" };

    public static Command Build(Terminal terminal)
    {
        var list = new Command("list", "List the VRF keys") { Json, ApiCaller.NodeOption };
        list.SetAction((parsed, token) => SendAsync(parsed, HttpMethod.Get, Route, null, terminal, token));
        var create = new Command("create", "Make a VRF key") { Json, ApiCaller.NodeOption };
        create.SetAction((parsed, token) => SendAsync(parsed, HttpMethod.Post, Route, null, terminal, token));
        var import = new Command("import", "Take over an exported VRF key") { KeyFile, PasswordFile, Json, ApiCaller.NodeOption };
        import.SetAction((parsed, token) => ImportAsync(parsed, terminal, token));
        var export = new Command("export", "Write a VRF key to an encrypted file") { Key, PasswordFile, Output, Json, ApiCaller.NodeOption };
        export.SetAction((parsed, token) => ExportAsync(parsed, terminal, token));
        var delete = new Command("delete", "Delete a VRF key") { Key, Yes, Hard, Json, ApiCaller.NodeOption };
        delete.SetAction((parsed, token) => DeleteAsync(parsed, terminal, token));
        return new Command("vrf", "Keys that prove random numbers") { list, create, import, export, delete };
    }

    private static async Task<int> SendAsync(
        ParseResult parsed, HttpMethod method, string path, JsonObject? body, Terminal terminal, CancellationToken cancellationToken)
    {
        using var caller = await ApiCaller.CreateAsync(parsed, terminal);
        if (caller is null)
        {
            return ExitCode.WrongUse;
        }

        if (await caller.SendAsync(method, path, body, terminal, cancellationToken) is not { } answer)
        {
            return ExitCode.No;
        }

        if (parsed.GetValue(Json))
        {
            await terminal.Out.WriteLineAsync(answer.ToJsonString(JsonApi.Options));
            return ExitCode.Good;
        }

        foreach (var key in answer["data"] is JsonArray all ? all : [answer["data"]?.DeepClone()])
        {
            await terminal.Out.WriteLineAsync($"{key?["id"]}  key hash {key?["attributes"]?["hash"]}");
        }

        return ExitCode.Good;
    }

    private static async Task<int> ImportAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        if (await ReadAsync(parsed.GetRequiredValue(KeyFile), terminal, cancellationToken) is not { } file
            || await ReadAsync(parsed.GetRequiredValue(PasswordFile), terminal, cancellationToken) is not { } password)
        {
            return ExitCode.No;
        }

        try
        {
            var body = new JsonObject { ["password"] = Password(password), ["key"] = JsonNode.Parse(file) };
            return await SendAsync(parsed, HttpMethod.Post, $"{Route}/import", body, terminal, cancellationToken);
        }
        catch (JsonException)
        {
            await terminal.Error.WriteLineAsync($"{parsed.GetRequiredValue(KeyFile)} is not JSON, so that it is no exported key");
            return ExitCode.No;
        }
    }

    private static async Task<int> ExportAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        using var caller = await ApiCaller.CreateAsync(parsed, terminal);
        if (caller is null)
        {
            return ExitCode.WrongUse;
        }

        if (await ReadAsync(parsed.GetRequiredValue(PasswordFile), terminal, cancellationToken) is not { } password)
        {
            return ExitCode.No;
        }

        var body = new JsonObject { ["password"] = Password(password) };
        var path = $"{Route}/export/{Uri.EscapeDataString(parsed.GetRequiredValue(Key))}";
        if (await caller.SendAsync(HttpMethod.Post, path, body, terminal, cancellationToken) is not { } exported)
        {
            return ExitCode.No;
        }

        var output = parsed.GetRequiredValue(Output);
        try
        {
            await using var file = new FileStream(output, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 4096, useAsync: true);
            await using var writer = new StreamWriter(file);
            await writer.WriteAsync(exported.ToJsonString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return ExitCode.No;
        }

        await terminal.Out.WriteLineAsync(
            parsed.GetValue(Json) ? new JsonObject { ["exported"] = output }.ToJsonString(JsonApi.Options) : $"exported to {output}");
        return ExitCode.Good;
    }

    private static async Task<int> DeleteAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        if (!parsed.GetValue(Yes))
        {
            await terminal.Error.WriteLineAsync("requests for the key will not be answered any more; say --yes when that is meant");
            return ExitCode.WrongUse;
        }

        var path = $"{Route}/{Uri.EscapeDataString(parsed.GetRequiredValue(Key))}?hard={(parsed.GetValue(Hard) ? "true" : "false")}";
        return await SendAsync(parsed, HttpMethod.Delete, path, null, terminal, cancellationToken);
    }

    private static string Password(string text) => text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;

    private static async Task<string?> ReadAsync(string path, Terminal terminal, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return null;
        }
    }
}
