using System.Reflection;

namespace Node.Core.Storage;

/// <summary>Finds the migrations that assemblies carry as resources in <c>Migrations/sqlite</c> and <c>Migrations/postgres</c>.</summary>
public static class MigrationSource
{
    /// <summary>The migrations of <paramref name="owners"/> for one engine, in the order of their numbers.</summary>
    public static IReadOnlyList<Migration> Read(EngineKind engine, IEnumerable<Assembly> owners)
    {
        var folder = engine == EngineKind.Sqlite ? ".Migrations.sqlite." : ".Migrations.postgres.";
        List<Migration> found = [];
        foreach (var owner in owners)
        {
            foreach (var resource in owner.GetManifestResourceNames())
            {
                var at = resource.IndexOf(folder, StringComparison.Ordinal);
                if (at >= 0 && resource.EndsWith(".sql", StringComparison.Ordinal))
                {
                    using var reader = new StreamReader(owner.GetManifestResourceStream(resource)!);
                    found.Add(new Migration(resource[(at + folder.Length)..^4], reader.ReadToEnd()));
                }
            }
        }

        return [.. found.OrderBy(migration => migration.Name, StringComparer.Ordinal)];
    }
}
