using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Node.Core.Text;
using Node.Http.Shapes;

namespace Node.Commands;

/// <summary><c>schedules next SCHEDULE…</c>: says when schedules fire and how they were read.</summary>
internal static class SchedulesNextCommand
{
    /// <summary>How many instants of one schedule may be asked for.</summary>
    public const int CountMax = 1000;

    private const int CountDefault = 5;

    private static readonly Argument<string[]> Schedules = new("SCHEDULE")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "schedules, each in quotes, e.g. \"CRON_TZ=UTC 0 */5 * * * *\" or \"@every 10m\"",
    };

    private static readonly Option<string?> From = new("--from") { Description = "the instant after which they are asked, e.g. 2026-01-31T12:00:00Z (default: now)" };
    private static readonly Option<int?> Count = new("--count") { Description = "how many instants (default: 5)" };
    private static readonly Option<bool> Json = new("--json") { Description = "one JSON object a schedule: {schedule, from, next, read, zone} or {schedule, from, error}" };
    private static readonly Option<bool> Stdin = new("--stdin") { Description = "read JSON lines {schedule, from} and answer each with one; a line that is no schedule is no failure" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("next", "Say when schedules fire and how they were read") { Schedules, From, Count, Json, Stdin };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Stdin) == (result.GetValue(Schedules) is { Length: > 0 }))
            {
                result.AddError("give schedules, or --stdin, and not both.");
            }

            if (result.GetValue(Count) is < 1 or > CountMax)
            {
                result.AddError($"--count is a number from 1 to {CountMax}.");
            }

            if (result.GetValue(From) is { } from && !Instants.TryParse(from, out _))
            {
                result.AddError("--from is an instant such as 2026-01-31T12:00:00Z.");
            }
        });
        command.SetAction((parsed, token) => RunAsync(parsed, terminal, token));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var from = Instants.TryParse(parsed.GetValue(From), out var given) ? given : terminal.Time.GetUtcNow();
        var count = parsed.GetValue(Count) ?? CountDefault;
        if (parsed.GetValue(Stdin))
        {
            while (await terminal.In.ReadLineAsync(cancellationToken) is { } line)
            {
                if (!string.IsNullOrWhiteSpace(line))
                {
                    await terminal.Out.WriteLineAsync(AnswerLine(line, from, count).ToJsonString(JsonApi.Options));
                }
            }

            return ExitCode.Good;
        }

        var code = ExitCode.Good;
        foreach (var answer in parsed.GetRequiredValue(Schedules).Select(text => ScheduleAnswer.Of(text, from, count)))
        {
            code = answer.IsGood ? code : ExitCode.No;
            foreach (var line in parsed.GetValue(Json) ? [answer.ToJson().ToJsonString(JsonApi.Options)] : answer.ToLines())
            {
                await terminal.Out.WriteLineAsync(line);
            }
        }

        return code;
    }

    private static JsonObject AnswerLine(string line, DateTimeOffset otherwise, int count)
    {
        JsonObject? asked = null;
        try
        {
            asked = JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            // Said below.
        }

        if (asked is null || !TryText(asked, "schedule", out var schedule) || schedule is null)
        {
            return new JsonObject { ["error"] = $"{Untrusted.Show(line)} is not a JSON object with a text \"schedule\"" };
        }

        var from = otherwise;
        if (!TryText(asked, "from", out var text) || (text is not null && !Instants.TryParse(text, out from)))
        {
            return new JsonObject
            {
                ["schedule"] = schedule,
                ["from"] = asked["from"]?.DeepClone(),
                ["error"] = "\"from\" is not an instant such as \"2026-01-31T12:00:00Z\"",
            };
        }

        var answer = ScheduleAnswer.Of(schedule, from, count).ToJson();
        if (text is not null)
        {
            answer["from"] = text; // as it was asked, so that answers can be matched
        }

        return answer;
    }

    private static bool TryText(JsonObject asked, string name, out string? text)
    {
        text = null;
        return asked[name] switch
        {
            null => true,
            JsonValue value => value.TryGetValue(out text),
            _ => false,
        };
    }
}
