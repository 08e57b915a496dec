using System.Text.Json;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Model;

/// <summary>One task of a record or checkpoint. Left out: what has its usual value (index 0, one attempt, nothing from
/// outside).</summary>
internal static class TaskRunJson
{
    private const string Name = "name";
    private const string Type = "type";
    private const string Index = "index";
    private const string Inputs = "in";
    private const string Output = "out";
    private const string Same = "same";
    private const string Cut = "cut";
    private const string Error = "error";
    private const string Kind = "kind";
    private const string WaitsFor = "waitsFor";
    private const string Token = "token";
    private const string Attempts = "tries";
    private const string Start = "at";
    private const string Duration = "us";
    private const string Outside = "outside";

    /// <summary>Writes a task.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="task">The task.</param>
    /// <param name="origin">From when its start is counted, in µs.</param>
    /// <param name="sameAs">The name of an earlier task with the very same value; null when there is none.</param>
    /// <param name="valueBytesMax">A larger value is cut to a text of its beginning.</param>
    public static void Write(
        Utf8JsonWriter writer, TaskRun task, DateTimeOffset origin, Func<TaskRun, string?> sameAs, long valueBytesMax)
    {
        writer.WriteStartObject();
        writer.WriteString(Name, task.Name);
        writer.WriteString(Type, task.Type);
        if (task.Index != 0)
        {
            writer.WriteNumber(Index, task.Index);
        }

        if (task.Inputs.Count > 0)
        {
            writer.WriteStartArray(Inputs);
            foreach (var input in task.Inputs)
            {
                writer.WriteStringValue(input);
            }

            writer.WriteEndArray();
        }

        WriteResult(writer, task, sameAs, valueBytesMax);
        if (task.Attempts != 1)
        {
            writer.WriteNumber(Attempts, task.Attempts);
        }

        writer.WriteNumber(Start, Microseconds(task.StartedAt - origin));
        if (task.FinishedAt is { } finishedAt)
        {
            writer.WriteNumber(Duration, Microseconds(finishedAt - task.StartedAt));
        }

        if (task.Outside.Count > 0)
        {
            writer.WriteStartArray(Outside);
            foreach (var note in task.Outside)
            {
                OutsideNoteJson.Write(writer, note);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads the tasks of an array; references are resolved.</summary>
    public static List<TaskRun> ReadAll(JsonElement array, DateTimeOffset origin)
    {
        var tasks = new List<TaskRun>(array.GetArrayLength());
        foreach (var element in array.EnumerateArray())
        {
            tasks.Add(Read(element, origin, tasks));
        }

        return tasks;
    }

    private static TaskRun Read(JsonElement element, DateTimeOffset origin, List<TaskRun> before)
    {
        var startedAt = origin.AddTicks(element.GetProperty(Start).GetInt64() * TimeSpan.TicksPerMicrosecond);
        return new TaskRun
        {
            Name = element.GetProperty(Name).GetString()!,
            Type = element.GetProperty(Type).GetString()!,
            Index = element.TryGetProperty(Index, out var index) ? index.GetInt32() : 0,
            Inputs = element.TryGetProperty(Inputs, out var inputs)
                ? [.. inputs.EnumerateArray().Select(static i => i.GetString()!)] : [],
            Result = ReadResult(element, before),
            Attempts = element.TryGetProperty(Attempts, out var attempts) ? attempts.GetInt32() : 1,
            StartedAt = startedAt,
            FinishedAt = element.TryGetProperty(Duration, out var duration)
                ? startedAt.AddTicks(duration.GetInt64() * TimeSpan.TicksPerMicrosecond) : null,
            Outside = element.TryGetProperty(Outside, out var notes)
                ? [.. notes.EnumerateArray().Select(OutsideNoteJson.Read)] : [],
        };
    }

    private static void WriteResult(Utf8JsonWriter writer, TaskRun task, Func<TaskRun, string?> sameAs, long valueBytesMax)
    {
        switch (task.Result.State)
        {
            case TaskState.Ok when sameAs(task) is { } earlier:
                writer.WriteString(Same, earlier);
                break;
            case TaskState.Ok when task.Result.Value!.SizeBytes > valueBytesMax:
                writer.WriteString(Cut, Beginning(task.Result.Value, valueBytesMax));
                break;
            case TaskState.Ok:
                writer.WritePropertyName(Output);
                StoredValue.Write(writer, task.Result.Value!);
                break;
            case TaskState.Errored:
                writer.WriteString(Error, task.Result.Error!.Message);
                if (task.Result.Error.Kind != TaskErrorKind.Permanent)
                {
                    writer.WriteString(Kind, task.Result.Error.Kind.ToString());
                }

                break;
            case TaskState.Pending:
                writer.WriteString(WaitsFor, task.Result.Waiting!.WaitsFor);
                if (task.Result.Waiting.Token is { } token)
                {
                    writer.WriteString(Token, token);
                }

                break;
            default:
                break;
        }
    }

    private static TaskResult ReadResult(JsonElement element, List<TaskRun> before)
    {
        if (element.TryGetProperty(Output, out var output))
        {
            return TaskResult.Ok(StoredValue.Read(output));
        }

        if (element.TryGetProperty(Same, out var same))
        {
            return before.First(t => t.Name == same.GetString()).Result;
        }

        if (element.TryGetProperty(Cut, out var cut))
        {
            return TaskResult.Ok(PipelineValue.Of(cut.GetString()!));
        }

        if (element.TryGetProperty(Error, out var error))
        {
            var kind = element.TryGetProperty(Kind, out var text)
                ? Enum.Parse<TaskErrorKind>(text.GetString()!) : TaskErrorKind.Permanent;
            return TaskResult.Fail(kind, error.GetString()!);
        }

        return element.TryGetProperty(WaitsFor, out var waitsFor)
            ? TaskResult.Pending(new PendingTask(waitsFor.GetString()!, element.TryGetProperty(Token, out var token)
                ? token.GetString() : null))
            : default;
    }

    private static string Beginning(PipelineValue value, long charsMax)
    {
        var text = value is TextValue t ? t.Value : ValueJson.Write(value);
        return string.Concat(text.AsSpan(0, (int)Math.Min(text.Length, charsMax)), $"… ({value.SizeBytes} bytes)");
    }

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
