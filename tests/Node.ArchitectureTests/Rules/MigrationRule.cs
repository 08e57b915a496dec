using System.Text.RegularExpressions;
using Node.ArchitectureTests.Sources;

namespace Node.ArchitectureTests.Rules;

/// <summary>Migrations have one sequence of numbers over all projects, the same for both engines, each project with its own hundred.</summary>
internal static partial class MigrationRule
{
    private static readonly string[] Engines = ["sqlite", "postgres"];

    /// <summary>Whether a path is that of a migration.</summary>
    public static bool IsMigration(string path) =>
        path.StartsWith("src/", StringComparison.Ordinal) && path.Contains("/Migrations/", StringComparison.Ordinal);

    /// <summary>All faults of the migrations.</summary>
    /// <param name="paths">Their paths from the root of the repository.</param>
    public static IEnumerable<Fault> Check(IReadOnlyCollection<string> paths)
    {
        var good = new List<(string Engine, string Number, string Name, string Project, string Path)>();
        foreach (var path in paths)
        {
            if (MigrationPath().Match(path) is not { Success: true } match)
            {
                yield return new Fault(path, 1, "a migration is src/PROJECT/Migrations/ENGINE/NNN_name.sql with the engine sqlite or postgres");
                continue;
            }

            var (number, project) = (match.Groups["number"].Value, match.Groups["project"].Value);
            if (!FloorPlan.Floors.Contains(project) || number[0] != FloorPlan.MigrationDigit(project))
            {
                yield return new Fault(path, 1, $"number {number} is not of the hundred of {project}");
            }

            good.Add((match.Groups["engine"].Value, number, match.Groups["name"].Value, project, path));
        }

        foreach (var twice in good.GroupBy(file => (file.Engine, file.Number)).SelectMany(group => group.Skip(1)))
        {
            yield return new Fault(twice.Path, 1, $"number {twice.Number} is used twice for {twice.Engine}");
        }

        foreach (var file in good)
        {
            var other = Engines.Single(engine => engine != file.Engine);
            if (!good.Any(twin => twin.Engine == other && (twin.Number, twin.Name, twin.Project) == (file.Number, file.Name, file.Project)))
            {
                yield return new Fault(file.Path, 1, $"has no twin of this number and name for {other}");
            }
        }
    }

    /// <summary>Tables that the migrations of one engine create and those of the other do not.</summary>
    public static IEnumerable<Fault> SameTables(IReadOnlyCollection<SourceFile> migrations)
    {
        var tables = from file in migrations from table in TableRule.Created(file) select (Engine: file.Folders[1], table);
        return from pair in tables.GroupBy(entry => entry.table.Name)
               where pair.DistinctBy(entry => entry.Engine).Count() != Engines.Length
               select new Fault(pair.First().table.Path, 1, $"the table {pair.Key} is created for {pair.First().Engine} only");
    }

    [GeneratedRegex("""^src/(?<project>[^/]+)/Migrations/(?<engine>sqlite|postgres)/(?<number>\d{3})_(?<name>[a-z0-9_]+)\.sql$""")]
    private static partial Regex MigrationPath();
}
