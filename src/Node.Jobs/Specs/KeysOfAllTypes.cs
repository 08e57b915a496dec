using Node.Core.Text;

namespace Node.Jobs.Specs;

/// <summary>The keys that a spec of any type may have, apart from those that need to know the node.</summary>
internal static class KeysOfAllTypes
{
    // No request to the outside is answered faster.
    private static readonly TimeSpan TaskDurationUsual = TimeSpan.FromMilliseconds(100);

    /// <summary>The name; null when there is none.</summary>
    public static string? Name(SpecFields fields)
    {
        var name = fields.Text("name");
        if (name?.Length == 0)
        {
            fields.Doubt("name", "is empty", "give the job a name, or leave the key out");
        }

        var length = name?.EnumerateRunes().Count() ?? 0;
        if (length > SpecChecker.NameCharsMax)
        {
            fields.Fault("name", SpecCodes.Value, $"has {length} characters, the limit NameCharsMax is {SpecChecker.NameCharsMax}", "shorten it");
        }

        if (name?.Any(char.IsControl) == true)
        {
            fields.Fault("name", SpecCodes.Value, "has control characters", "leave them out");
        }

        return name;
    }

    /// <summary>The public id; null when there is none that can be read.</summary>
    public static Guid? ExternalId(SpecFields fields)
    {
        var text = fields.Text("externalJobID");
        if (text is null)
        {
            return null;
        }

        // The forms that the field reads: with hyphens, without, in braces, as a URN.
        var bare = text.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) ? text[9..] : text;
        if ((Guid.TryParseExact(bare, "D", out var id) || Guid.TryParseExact(text, "N", out id) || Guid.TryParseExact(text, "B", out id))
            && id != Guid.Empty)
        {
            return id;
        }

        fields.Fault("externalJobID", SpecCodes.Value, $"\"{Untrusted.Show(text)}\" is not a UUID", "write it as 8-4-4-4-12 hex digits, or leave the key out");
        return null;
    }

    /// <summary>From when until when the job runs.</summary>
    public static (DateTimeOffset? StartAt, DateTimeOffset? EndAt) Window(SpecFields fields)
    {
        var (startAt, endAt) = (fields.Instant("startAt"), fields.Instant("endAt"));
        if (startAt > endAt)
        {
            fields.Fault("endAt", SpecCodes.Value, "lies before startAt", "write an instant after startAt, or leave one of them out");
        }

        return (startAt, endAt);
    }

    /// <summary>The limit of gas of its transactions.</summary>
    public static long? GasLimit(SpecFields fields)
    {
        var limit = fields.WholeNumber("gasLimit", 0, uint.MaxValue);
        if (limit == 0)
        {
            fields.Doubt("gasLimit", "is 0, which counts as not given: the chain's default is used", "write a limit, or leave the key out");
        }

        return limit;
    }

    /// <summary>The longest time of a task.</summary>
    public static TimeSpan? TaskDuration(SpecFields fields)
    {
        var duration = fields.Duration("maxTaskDuration");
        if (duration > TimeSpan.Zero && duration < TaskDurationUsual)
        {
            fields.Doubt(
                "maxTaskDuration",
                $"is {GoDuration.Format(duration.Value)}: hardly anything from outside comes that fast, so tasks will fail",
                $"write at least \"{GoDuration.Format(TaskDurationUsual)}\", e.g. \"10s\", or leave the key out");
        }

        return duration;
    }

    /// <summary>Says that forwarding has no effect.</summary>
    public static void DoubtForwarding(SpecFields fields)
    {
        if (fields.Flag("forwardingAllowed") == true)
        {
            fields.Doubt("forwardingAllowed", "has no effect: this node sends from its keys and never by a forwarder", "leave it out, and let the contract know the keys");
        }
    }
}
