using System.CommandLine;
using Node.Commands.Cases;

namespace Node.Commands;

/// <summary><c>jobs test FILE.jsonl…</c>: runs the cases that an operator keeps beside the specs.</summary>
internal static class JobsTestCommand
{
    private static readonly Argument<string[]> Files = new("FILE") { Arity = ArgumentArity.OneOrMore, Description = "case files: one JSON object a line" };
    private static readonly Option<bool> Json = new("--json") { Description = "one JSON object a case: {id, passed, state, tasks, outputs, ms}" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("test", "Run case files: pipelines with what must come out of them") { Files, Json, ConfigReader.FileOption };
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        if (await ConfigReader.ReadAsync(parsed, terminal) is not { } options)
        {
            return ExitCode.No;
        }

        var runner = new CaseRunner(options, terminal);
        var (passed, failed, known) = (0, 0, 0);
        try
        {
            foreach (var file in parsed.GetRequiredValue(Files))
            {
                var number = 0;
                await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
                {
                    number++;
                    if (!string.IsNullOrWhiteSpace(line))
                    {
                        var outcome = await RunAsync(runner, terminal, file, number, line, cancellationToken);
                        passed += outcome.IsPassed ? 1 : 0;
                        failed += outcome.IsFailed ? 1 : 0;
                        known += outcome.IsKnownDifference ? 1 : 0;
                        await PrintAsync(parsed, terminal, outcome);
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return ExitCode.No;
        }

        if (!parsed.GetValue(Json))
        {
            await terminal.Out.WriteLineAsync($"{passed} passed, {failed} failed{(known == 0 ? "" : $", {known} known differences")}");
        }

        return failed == 0 ? ExitCode.Good : ExitCode.No;
    }

    private static async Task<CaseOutcome> RunAsync(
        CaseRunner runner, Terminal terminal, string file, int number, string line, CancellationToken cancellationToken)
    {
        var started = terminal.Time.GetTimestamp();
        Case item;
        try
        {
            item = CaseReader.Read(line);
        }
        catch (FormatException e)
        {
            return new CaseOutcome($"{file}:{number}", null, null, [e.Message], 0);
        }

        try
        {
            var answer = await runner.RunAsync(item, Path.GetDirectoryName(Path.GetFullPath(file))!, cancellationToken);
            var took = terminal.Time.GetElapsedTime(started).TotalMilliseconds;
            return new CaseOutcome(item.Id, item.Known, answer, CaseComparison.Differences(item.Expect, answer), took);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return new CaseOutcome(item.Id, item.Known, null, [e.Message], 0);
        }
    }

    private static async Task PrintAsync(ParseResult parsed, Terminal terminal, CaseOutcome outcome)
    {
        if (parsed.GetValue(Json))
        {
            await terminal.Out.WriteLineAsync(CaseJson.Of(outcome));
        }
        else if (outcome.IsFailed)
        {
            await terminal.Out.WriteLineAsync($"{outcome.Id} failed");
            foreach (var difference in outcome.Differences)
            {
                await terminal.Out.WriteLineAsync($"  {difference}");
            }
        }
    }
}
