using Node.Core.Text;
using Node.Jobs.Pipeline;

namespace Node.Jobs.Specs.V1;

/// <summary>
/// The first form of the JSON generation, <c>{"assignment": {"subtasks": […]}, "schedule": {…}}</c>, in the words of the later one: each
/// subtask is a task; a call may run the job, and so do the instants and the cron fields of its schedule.
/// </summary>
internal static class V1Assignment
{
    private static readonly string[] CronFields = ["minute", "hour", "dayOfMonth", "monthOfYear", "dayOfWeek"];

    /// <summary>Whether a job is in that form.</summary>
    public static bool Is(V1Object job) => job.Find("assignment") is not null;

    /// <summary>Reads it; what is wrong goes to <paramref name="fault"/> with its place.</summary>
    public static V1Job Read(V1Object job, Action<SourcePosition, string, string> fault)
    {
        var schedule = Part(job, "schedule", fault);
        return new V1Job
        {
            Initiators = [.. Initiators(job.Find("assignment")!.At, schedule, fault)],
            Tasks = [.. Tasks(Part(job, "assignment", fault), fault)],
            EndAt = schedule?.Find("endAt") is { } end ? V1Reader.InstantOf(end, "endAt", fault) : null,
        };
    }

    private static IEnumerable<V1Step> Tasks(V1Object? assignment, Action<SourcePosition, string, string> fault)
    {
        foreach (var item in Items(assignment?.Find("subtasks"), "subtasks", fault))
        {
            if (item.Content is not V1Object subtask || subtask.Find("adapterType") is not { Text: { Length: > 0 } type })
            {
                fault(item.At, "an item of subtasks has no adapterType", "write {\"adapterType\": …, \"adapterParams\": {…}}");
                continue;
            }

            var given = subtask.Find("adapterParams");
            if (given is not null && given.Content is not V1Object)
            {
                fault(given.At, "adapterParams is not an object", "write {\"name\": value, …}");
                continue;
            }

            yield return new V1Step(type.ToLowerInvariant(), given?.Content as V1Object ?? new V1Object(), given?.Raw ?? "{}", 0, item.At);
        }
    }

    private static IEnumerable<V1Step> Initiators(SourcePosition at, V1Object? schedule, Action<SourcePosition, string, string> fault)
    {
        yield return Step("web", at);
        foreach (var instant in Items(schedule?.Find("runAt"), "runAt", fault))
        {
            yield return Step("runat", instant.At, ("time", instant));
        }

        var fields = CronFields.Select(name => schedule?.Find(name)).ToArray();
        if (fields.FirstOrDefault(static field => field is { Text: not "" }) is { } first)
        {
            // Seconds come first and are none of the fields.
            var cron = $"0 {string.Join(' ', fields.Select(static field => string.IsNullOrWhiteSpace(field?.Text) ? "*" : field.Text.Trim()))}";
            yield return Step("cron", first.At, ("schedule", new V1Value(cron, cron, first.At)));
        }
    }

    private static V1Step Step(string type, SourcePosition at, params (string Name, V1Value Value)[] given)
    {
        var own = new V1Object();
        foreach (var (name, value) in given)
        {
            own.Put(name, value);
        }

        return new V1Step(type, own, "{}", 0, at);
    }

    private static V1Object? Part(V1Object job, string name, Action<SourcePosition, string, string> fault)
    {
        var part = job.Find(name);
        if (part is not null && part.Content is not V1Object)
        {
            fault(part.At, $"{name} is not an object", $"write {{\"{name}\": {{…}}}}");
        }

        return part?.Content as V1Object;
    }

    private static List<V1Value> Items(V1Value? list, string name, Action<SourcePosition, string, string> fault)
    {
        if (list is not null && list.Content is not List<V1Value>)
        {
            fault(list.At, $"{name} is not a list: {Untrusted.Show(list.Raw)}", "write it in brackets");
        }

        return list?.Content as List<V1Value> ?? [];
    }
}
