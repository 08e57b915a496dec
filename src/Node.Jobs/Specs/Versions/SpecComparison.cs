using Node.Core.Text;

namespace Node.Jobs.Specs.Versions;

/// <summary>What another spec changes in meaning for a job. Pure.</summary>
/// <param name="TriggerChanges">Whether the job is triggered otherwise, so that its services start anew.</param>
/// <param name="Lines">The changes, a line each, for a reader.</param>
public sealed record SpecComparison(bool TriggerChanges, IReadOnlyList<string> Lines)
{
    // Keys that say how a run goes and not when; all others belong to the trigger.
    private static readonly HashSet<string> RunKeys = new(StringComparer.Ordinal)
    {
        "schemaversion", "name", "externaljobid", "gaslimit", "forwardingallowed", "maxtaskduration", "maxconcurrentruns",
    };

    /// <summary>Compares two specs that were accepted.</summary>
    public static SpecComparison Of(string oldSpec, string newSpec)
    {
        if (SpecMeaning.TryRead(oldSpec) is not { } before || SpecMeaning.TryRead(newSpec) is not { } after)
        {
            return oldSpec == newSpec ? new(false, []) : new(true, ["the spec is written in another form: its trigger starts anew"]);
        }

        List<string> lines = [];
        var trigger = AddKeys(lines, before.Keys, after.Keys);
        AddTasks(lines, before.Tasks, after.Tasks);
        if (lines.Count == 0 && oldSpec != newSpec)
        {
            lines.Add("nothing but comments, layout or order");
        }

        return new SpecComparison(trigger, lines);
    }

    private static bool AddKeys(List<string> lines, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var isTrigger = false;
        foreach (var (key, old, value) in Changes(before, after))
        {
            var belongsToTrigger = !RunKeys.Contains(key);
            isTrigger |= belongsToTrigger;
            lines.Add($"{(belongsToTrigger ? "trigger" : "job")}: {Change(key, old, value)}");
        }

        return isTrigger;
    }

    private static void AddTasks(
        List<string> lines,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> before,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> after)
    {
        foreach (var (name, old, now) in Changes(before, after))
        {
            if (old is null || now is null)
            {
                lines.Add($"task {Untrusted.Show(name)} ({Untrusted.Show((now ?? old)!.GetValueOrDefault("type"))}): {(old is null ? "added" : "removed")}");
                continue;
            }

            foreach (var (key, oldValue, value) in Changes(old, now))
            {
                lines.Add($"task {Untrusted.Show(name)}: {Change(key, oldValue, value)}");
            }
        }
    }

    private static IEnumerable<(string Name, T? Old, T? New)> Changes<T>(IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T> after)
        where T : class
    {
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (old, now) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
            if (old is null || now is null || old is not string text || text != now as string)
            {
                yield return (name, old, now);
            }
        }
    }

    private static string Change(string key, string? old, string? value) => (old, value) switch
    {
        (null, _) => $"{Untrusted.Show(key)} set to {Untrusted.Show(value)}",
        (_, null) => $"{Untrusted.Show(key)} removed, was {Untrusted.Show(old)}",
        _ => $"{Untrusted.Show(key)} from {Untrusted.Show(old)} to {Untrusted.Show(value)}",
    };
}
