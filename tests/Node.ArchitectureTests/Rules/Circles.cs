namespace Node.ArchitectureTests.Rules;

/// <summary>Finds circles among things that use each other.</summary>
internal static class Circles
{
    /// <summary>Each circle found, as the names along it with the first one repeated at the end; none when there is an order.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<(string From, string To)> uses)
    {
        var targets = uses.Where(use => use.From != use.To).Distinct().ToLookup(use => use.From, use => use.To);
        var done = new HashSet<string>();
        var path = new List<string>();
        var circles = new List<string>();
        foreach (var start in targets.Select(group => group.Key).Order(StringComparer.Ordinal))
        {
            Visit(start);
        }

        return circles;

        void Visit(string name)
        {
            if (path.IndexOf(name) is var at and >= 0)
            {
                circles.Add(string.Join(" -> ", path.Skip(at).Append(name)));
                return;
            }

            if (!done.Add(name))
            {
                return;
            }

            path.Add(name);
            foreach (var target in targets[name].Order(StringComparer.Ordinal))
            {
                Visit(target);
            }

            path.RemoveAt(path.Count - 1);
        }
    }
}
