using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Node.Commands.Recordings;
using Node.Composition;
using Node.Core.Text;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Pipeline.Values;

namespace Node.Commands;

/// <summary><c>jobs run FILE</c>: a dry run. Asks the outside for real or from a recording, stores nothing, sends nothing, prints the run.</summary>
internal static class JobsRunCommand
{
    private static readonly Argument<string> SpecPath = new("FILE") { Description = "a job spec (TOML)" };
    private static readonly Option<string?> Vars = new("--vars") { Description = "a JSON file with the run's first variables, e.g. {\"jobRun\": {…}}" };
    private static readonly Option<string?> Record = new("--record") { Description = "write what the outside says to this file; tasks run one at a time then" };
    private static readonly Option<string?> Replay = new("--replay") { Description = "take what the outside says from this file; nobody is asked" };
    private static readonly Option<string[]> Bridges = new("--bridge") { Description = "where a bridge is, NAME=URL; may be given several times" };
    private static readonly Option<bool> Json = new("--json") { Description = "print the run record as JSON" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("run", "Try a job spec: execute it once, store nothing, send nothing")
        {
            SpecPath, Vars, Record, Replay, Bridges, Json, ConfigReader.FileOption,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Record) is not null && result.GetValue(Replay) is not null)
            {
                result.AddError("--record and --replay cannot be used together.");
            }

            foreach (var text in result.GetValue(Bridges) ?? [])
            {
                if (!TryBridge(text, out _, out _))
                {
                    result.AddError($"--bridge \"{Untrusted.Show(text)}\" is not of the form NAME=URL, e.g. prices=http://127.0.0.1:8080/.");
                }
            }
        });
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
            return await RunAsync(parsed, options, terminal, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return ExitCode.No;
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, NodeOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        var replayed = parsed.GetValue(Replay) is { } replay ? await Recording.ReadAsync(replay, cancellationToken) : null;
        var recorded = parsed.GetValue(Record) is null ? null : new Recording();
        var vars = parsed.GetValue(Vars) is { } varsFile ? await File.ReadAllTextAsync(varsFile, cancellationToken) : replayed?.Vars;
        await using var outside = replayed is null
            ? DryRunOutside.Real(options, terminal, UrlsOf(parsed), recorded) : DryRunOutside.Replayed(options, terminal, replayed);
        var file = parsed.GetRequiredValue(SpecPath);
        var check = OfflineSpecs.Checker(options, outside.Services).Check(await SpecFile.ReadAsync(file, cancellationToken));
        foreach (var fault in check.Faults)
        {
            await terminal.Error.WriteLineAsync($"{file}:{fault}");
        }

        if (check.Spec is not { } spec)
        {
            return ExitCode.No;
        }

        var run = await DryRun.OfAsync(spec, ReadVars(vars, parsed.GetValue(Vars) ?? parsed.GetValue(Replay)), outside, options, cancellationToken);
        if (recorded is not null)
        {
            recorded.Vars = vars;
            await recorded.WriteAsync(parsed.GetRequiredValue(Record)!, cancellationToken);
        }

        await terminal.Out.WriteLineAsync(parsed.GetValue(Json) ? Encoding.UTF8.GetString(RunRecordWriter.Write(run)) : RunTree.Of(run));
        return run.State == RunState.Completed ? ExitCode.Good : ExitCode.No;
    }

    private static Dictionary<string, Uri> UrlsOf(ParseResult parsed)
    {
        Dictionary<string, Uri> urls = new(StringComparer.Ordinal);
        foreach (var text in parsed.GetValue(Bridges) ?? [])
        {
            if (TryBridge(text, out var name, out var url))
            {
                urls[name] = url;
            }
        }

        return urls;
    }

    private static bool TryBridge(string text, [NotNullWhen(true)] out string? name, [NotNullWhen(true)] out Uri? url)
    {
        url = null;
        name = null;
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && BridgeNames.TryRead(text[..at], out name, out _)
            && Uri.TryCreate(text[(at + 1)..], UriKind.Absolute, out url) && (url.Scheme is "http" or "https");
    }

    private static MapValue? ReadVars(string? json, string? file)
    {
        if (json is null)
        {
            return null;
        }

        try
        {
            return StoredValue.Read(json) as MapValue ?? throw new FormatException("it is another value");
        }
        catch (FormatException e)
        {
            throw new FormatException($"the variables in {file} must be a JSON object, e.g. {{\"jobRun\": {{…}}}}: {e.Message}", e);
        }
    }
}
