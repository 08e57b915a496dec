using System.Globalization;
using Node.Core.Text;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Tasks.V1;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Specs.V1;

/// <summary>Reads a job of the JSON generation; says every fault with its place.</summary>
internal sealed class V1Reader(List<SpecFault> faults)
{
    private static readonly string[] Keys = ["id", "name", "initiators", "tasks", "startAt", "endAt", "minPayment", "createdAt", "updatedAt", "errors", "earnings", "assignment", "schedule"];

    private static readonly SourcePosition Top = new(1, 1);

    /// <summary>Reads the text; null when there is a fault.</summary>
    public V1Job? Read(string json)
    {
        if (json.Length > SpecReader.CharsMax)
        {
            faults.Add(new SpecFault(1, 1, SpecCodes.TooLong, $"the spec has more than {SpecReader.CharsMax} characters", "shorten it"));
            return null;
        }

        if (V1Json.Read(json, faults) is not { } root)
        {
            return null;
        }

        if (root.Content is not V1Object job)
        {
            Fault(root.At, SpecCodes.V1Json, "the spec is not a JSON object", "write {\"initiators\": […], \"tasks\": […]}");
            return null;
        }

        foreach (var (name, value) in job.Members.Where(member => !Keys.Contains(member.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add(new SpecFault(
                value.At.Line, value.At.Column, SpecCodes.UnknownKey, $"{Untrusted.Show(name)} is not a key of a v1 job and has no effect", "remove it", IsWarning: true));
        }

        var read = V1Assignment.Is(job) ? V1Assignment.Read(job, (at, problem, fix) => Fault(at, SpecCodes.Value, problem, fix)) : new V1Job
        {
            Name = Text(job, "name"),
            Id = Id(job),
            Initiators = Steps(job, "initiators"),
            Tasks = Steps(job, "tasks"),
            StartAt = Instant(job, "startAt"),
            EndAt = Instant(job, "endAt"),
            MinPayment = Digits(job, "minPayment"),
        };
        if (read.Initiators.Count == 0 || read.Tasks.Count == 0)
        {
            Fault(root.At, SpecCodes.Missing, "Must have at least one Initiator and one Task", "write both lists: initiators and tasks");
        }

        if (read.StartAt > read.EndAt)
        {
            Fault((job.Find("endAt") ?? root).At, SpecCodes.Value, "endAt lies before startAt", "write an instant after startAt");
        }

        return faults.Exists(fault => !fault.IsWarning) ? null : read;
    }

    private List<V1Step> Steps(V1Object job, string name)
    {
        var found = new List<V1Step>();
        if (job.Find(name) is not { } value)
        {
            return found;
        }

        if (value.Content is not List<V1Value> items)
        {
            Fault(value.At, SpecCodes.Value, $"{name} is not a list", "write a list of objects with type and params");
            return found;
        }

        foreach (var item in items)
        {
            if (item.Content is not V1Object step || step.Find("type") is not { Text: { Length: > 0 } type })
            {
                Fault(item.At, SpecCodes.Missing, $"an item of {name} has no type", "write {\"type\": …, \"params\": {…}}");
                continue;
            }

            var given = step.Find("params");
            if (given is not null && given.Content is not V1Object)
            {
                Fault(given.At, SpecCodes.Value, "params is not an object", "write {\"name\": value, …}");
                continue;
            }

            found.Add(new V1Step(
                type.ToLowerInvariant(), given?.Content as V1Object ?? new V1Object(), given?.Raw ?? "{}", Confirmations(step), item.At));
        }

        return found;
    }

    private int Confirmations(V1Object step)
    {
        if (step.Find("confirmations") is not { } value)
        {
            return 0;
        }

        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 10_000)
        {
            return count;
        }

        Fault(value.At, SpecCodes.Value, "confirmations is not a whole number from 0 to 10000", "correct it");
        return 0;
    }

    private string? Text(V1Object job, string name)
    {
        var value = job.Find(name);
        if (value is null or { Content: string })
        {
            return value?.Text;
        }

        Fault(value.At, SpecCodes.Value, $"{name} is not a text", "write it in quotes");
        return null;
    }

    private Guid? Id(V1Object job)
    {
        if (job.Find("id") is not { } value)
        {
            return null;
        }

        if (value.Text is { } text && Guid.TryParse(text, out var id) && id != Guid.Empty)
        {
            return id;
        }

        Fault(value.At, SpecCodes.Value, "id is not 32 hex digits or a UUID", "correct it, or leave it out");
        return null;
    }

    private DateTimeOffset? Instant(V1Object job, string name) =>
        job.Find(name) is { } value ? InstantOf(value, name, (at, problem, fix) => Fault(at, SpecCodes.Value, problem, fix)) : null;

    /// <summary>The instant that a value names; null after a fault.</summary>
    public static DateTimeOffset? InstantOf(V1Value value, string name, Action<SourcePosition, string, string> fault)
    {
        if (value.Text is { } text && V1SleepTask.TryInstant(PipelineValue.Of(text), out var instant, out _))
        {
            return instant;
        }

        fault(value.At, $"{name} is not an instant", "write e.g. \"2026-01-31T12:00:00Z\"");
        return null;
    }

    private string? Digits(V1Object job, string name)
    {
        if (job.Find(name) is not { } value)
        {
            return null;
        }

        if (value.Text is { Length: > 0 and <= 78 } text && text.All(char.IsAsciiDigit))
        {
            return text;
        }

        Fault(value.At, SpecCodes.Value, $"{name} is not a whole number of juels", "write its digits in quotes");
        return null;
    }

    private void Fault(SourcePosition at, string code, string problem, string fix)
    {
        var place = at == default ? Top : at;
        faults.Add(new SpecFault(place.Line, place.Column, code, problem, fix));
    }
}
