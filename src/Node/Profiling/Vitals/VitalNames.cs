using Node.Core.Text;

namespace Node.Profiling.Vitals;

/// <summary>The names of vitals, in files, routes and arguments.</summary>
internal static class VitalNames
{
    /// <summary>All vitals.</summary>
    public static IReadOnlySet<Vital> All { get; } = Enum.GetValues<Vital>().ToHashSet();

    /// <summary>The name, lower case.</summary>
    public static string Of(Vital vital) => vital.ToString().ToLowerInvariant();

    /// <summary>Reads names with commas between them; <c>profile</c> is another name of <c>cpu</c>, <c>threads</c> of <c>goroutine</c>.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? TryRead(string text, out IReadOnlySet<Vital> vitals)
    {
        var read = new HashSet<Vital>();
        vitals = read;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Find(name) is not { } vital)
            {
                return $"knows no \"{Untrusted.Show(name)}\"; there are {string.Join(", ", All.Select(Of))}";
            }

            read.Add(vital);
        }

        return read.Count == 0 ? $"names nothing; there are {string.Join(", ", All.Select(Of))}" : null;
    }

    private static Vital? Find(string name) => name switch
    {
        "profile" => Vital.Cpu,
        "threads" => Vital.Goroutine,
        _ => All.Select(vital => (Vital?)vital).FirstOrDefault(vital => Of(vital!.Value) == name),
    };
}
