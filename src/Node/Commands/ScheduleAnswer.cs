using System.Globalization;
using System.Text.Json.Nodes;
using Node.Core.Text;
using Node.Jobs.Scheduling;

namespace Node.Commands;

/// <summary>When a schedule fires after an instant, or why it is none.</summary>
internal sealed class ScheduleAnswer
{
    private readonly string _text;
    private readonly DateTimeOffset _from;
    private readonly Schedule? _schedule;
    private readonly string? _problem;

    private ScheduleAnswer(string text, DateTimeOffset from, int count)
    {
        _text = text;
        _from = from;
        if (ScheduleParser.TryParse(text, TimeZoneInfo.Utc, out _schedule, out _problem))
        {
            Next = _schedule.Next(from, count);
            Doubts = [.. DoubtsOf(text, _schedule)];
        }
    }

    /// <summary>The instants; empty when there are none to come, or when the text is no schedule.</summary>
    public IReadOnlyList<DateTimeOffset> Next { get; } = [];

    /// <summary>What an operator should know before he uses it in a job.</summary>
    public IReadOnlyList<string> Doubts { get; } = [];

    public bool IsGood => Next.Count > 0;

    /// <summary>Asks a schedule.</summary>
    public static ScheduleAnswer Of(string text, DateTimeOffset from, int count) => new(text, from, count);

    /// <summary>One line of JSON: <c>{schedule, from, next, …}</c> or <c>{schedule, from, error}</c>.</summary>
    public JsonObject ToJson()
    {
        var answer = new JsonObject { ["schedule"] = _text, ["from"] = Instants.Format(_from) };
        if (_schedule is null)
        {
            answer["error"] = _problem;
            return answer;
        }

        answer["next"] = new JsonArray([.. Next.Select(instant => JsonValue.Create(Instants.Format(instant)))]);
        answer["read"] = ScheduleWords.Of(_schedule);
        answer["zone"] = _schedule.Zone.Id;
        if (_schedule.Every is { } every)
        {
            answer["everySeconds"] = (long)every.TotalSeconds;
        }

        if (Doubts.Count > 0)
        {
            answer["notes"] = new JsonArray([.. Doubts.Select(doubt => JsonValue.Create(doubt))]);
        }

        return answer;
    }

    /// <summary>Lines for people.</summary>
    public IEnumerable<string> ToLines()
    {
        yield return _text;
        if (_schedule is null)
        {
            yield return $"  is not a schedule: {_problem}";
            yield break;
        }

        yield return $"  read: {ScheduleWords.Of(_schedule)}";
        foreach (var doubt in Doubts)
        {
            yield return $"  note: {doubt}";
        }

        foreach (var instant in Next)
        {
            var local = TimeZoneInfo.ConvertTime(instant, _schedule.Zone);
            yield return _schedule.Zone.Id == TimeZoneInfo.Utc.Id
                ? $"  {Instants.Format(instant)}"
                : string.Create(CultureInfo.InvariantCulture, $"  {Instants.Format(instant)}  {local:yyyy-MM-dd HH:mm:ss zzz}");
        }
    }

    private IEnumerable<string> DoubtsOf(string text, Schedule schedule)
    {
        if (Next.Count == 0)
        {
            yield return schedule.Instant is null ? "it never fires: no year has such a day" : "it is past";
        }

        if (!ScheduleParser.TryParse(text, out _, out var problem))
        {
            yield return $"read as UTC; in a job it {problem}";
        }
    }
}
