using System.CommandLine;
using System.Text;
using Node.Core.Http;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Specs;

namespace Node.Commands;

/// <summary><c>jobs run FILE</c>: a dry run. Asks the outside for real, stores nothing, sends nothing, prints the run.</summary>
internal static class JobsRunCommand
{
    private static readonly Argument<string> SpecFile = new("FILE") { Description = "a job spec (TOML)" };
    private static readonly Option<string?> Vars = new("--vars") { Description = "a JSON file with the run's first variables, e.g. {\"jobRun\": {…}}" };
    private static readonly Option<bool> Json = new("--json") { Description = "print the run record as JSON" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("run", "Try a job spec: execute it once, store nothing, send nothing") { SpecFile, Vars, Json, ConfigReader.FileOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        if (await ConfigReader.ReadAsync(parsed, terminal) is not { } options)
        {
            return ExitCode.No;
        }

        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(terminal.Time)
            .AddOutboundHttp(options.OutboundHttp)
            .BuildServiceProvider();
        var http = services.GetRequiredService<IOutboundHttp>();
        var file = parsed.GetRequiredValue(SpecFile);
        SpecCheck check;
        MapValue? vars;
        try
        {
            check = OfflineSpecs.Checker(options, http, new NoChains()).Check(await File.ReadAllTextAsync(file, cancellationToken));
            vars = await ReadVarsAsync(parsed.GetValue(Vars), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return ExitCode.No;
        }

        foreach (var fault in check.Faults)
        {
            await terminal.Error.WriteLineAsync($"{file}:{fault}");
        }

        if (check.Spec is not { } spec)
        {
            return ExitCode.No;
        }

        var job = new Job(0, spec.ExternalJobId ?? Guid.Empty, spec, terminal.Time.GetUtcNow());
        var run = await new PipelineExecutor(new ExecutorOptions { RunDurationMax = options.Runs.DurationMax }).RunAsync(
            spec.Pipeline,
            new RunContext
            {
                Job = job.Facts,
                Variables = PipelineValue.Map(("jobSpec", job.Variable)) is MapValue first && vars is not null ? first.With(vars) : (MapValue)PipelineValue.Map(("jobSpec", job.Variable)),
                Effects = new DryRunEffects(),
                Time = terminal.Time,
                Random = terminal.Random,
            },
            cancellationToken);
        await terminal.Out.WriteLineAsync(parsed.GetValue(Json) ? Encoding.UTF8.GetString(RunRecordWriter.Write(run)) : RunTree.Of(run));
        return run.State == RunState.Completed ? ExitCode.Good : ExitCode.No;
    }

    private static async Task<MapValue?> ReadVarsAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return null;
        }

        return StoredValue.Read(await File.ReadAllTextAsync(file, cancellationToken)) as MapValue
            ?? throw new FormatException($"{file} must hold a JSON object");
    }
}
