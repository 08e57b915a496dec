using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Node.Http.Shapes;
using Node.Profiling.Vitals;

namespace Node.Commands.Admin;

/// <summary><c>admin profile</c>: gathers profiles of a running node and writes them to files.</summary>
internal static class AdminProfileCommand
{
    private const double SecondsDefault = 10;

    private static readonly TimeSpan AnswerTime = TimeSpan.FromMinutes(2);

    private static readonly Option<double> Seconds = new("--seconds", "-s") { Description = "how long to watch", DefaultValueFactory = _ => SecondsDefault };
    private static readonly Option<string> Out = new("--out", "-o", "--output_dir") { Description = "the folder to write to", DefaultValueFactory = _ => "." };
    private static readonly Option<string> Vitals = new("--vitals")
    {
        Description = $"what to gather, with commas between: {string.Join(", ", VitalNames.All.Select(VitalNames.Of))} (default: all)",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "print {\"files\": [\"…\"]}" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("profile", "Gather profiles in the form of pprof, and the raw traces") { Seconds, Out, Vitals, Json, ApiCaller.NodeOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var seconds = parsed.GetValue(Seconds);
        if (!(seconds > 0) || seconds > VitalsOnDemand.DurationMax.TotalSeconds)
        {
            await terminal.Error.WriteLineAsync($"--seconds must be above 0, up to {VitalsOnDemand.DurationMax.TotalSeconds:0}");
            return ExitCode.WrongUse;
        }

        var names = parsed.GetValue(Vitals);
        if (names is not null && VitalNames.TryRead(names, out _) is { } wrong)
        {
            await terminal.Error.WriteLineAsync($"--vitals {wrong}");
            return ExitCode.WrongUse;
        }

        using var caller = await ApiCaller.CreateAsync(parsed, terminal);
        if (caller is null)
        {
            return ExitCode.WrongUse;
        }

        var path = string.Create(CultureInfo.InvariantCulture, $"/debug/pprof/vitals?seconds={seconds}{(names is null ? "" : $"&vitals={Uri.EscapeDataString(names)}")}");
        if (await caller.DownloadAsync(path, TimeSpan.FromSeconds(seconds) + AnswerTime, terminal, cancellationToken) is not { } zip)
        {
            return ExitCode.No;
        }

        return await WriteAsync(zip, parsed.GetRequiredValue(Out), parsed.GetValue(Json), terminal);
    }

    private static async Task<int> WriteAsync(byte[] zip, string folder, bool isJson, Terminal terminal)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var memory = new MemoryStream(zip);
            using var archive = new ZipArchive(memory);
            var written = new JsonArray();
            foreach (var entry in archive.Entries)
            {
                // The name alone: a node that is not ours must not choose where files go.
                var path = Path.Combine(folder, Path.GetFileName(entry.FullName));
                await entry.ExtractToFileAsync(path, overwrite: true);
                written.Add(path);
                if (!isJson)
                {
                    await terminal.Out.WriteLineAsync(path);
                }
            }

            if (isJson)
            {
                await terminal.Out.WriteLineAsync(new JsonObject { ["files"] = written }.ToJsonString(JsonApi.Options));
            }

            return ExitCode.Good;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await terminal.Error.WriteLineAsync($"the profiles were not written to {folder}: {e.Message}");
            return ExitCode.No;
        }
    }
}
