using System.Text.RegularExpressions;
using Node.ArchitectureTests.Sources;

namespace Node.ArchitectureTests.Rules;

/// <summary>A table has one owner: one top folder of the project that creates it names it in SQL, and no other does.</summary>
internal static partial class TableRule
{
    /// <summary>The tables that a migration creates.</summary>
    public static IEnumerable<Table> Created(SourceFile migration) =>
        from match in CreateTable().Matches(SqlComment().Replace(migration.Text, "")).Cast<Match>()
        select new Table(match.Groups["table"].Value.ToLowerInvariant(), migration.Project, migration.Path);

    /// <summary>The tables that a C# file names in SQL, each with the position of the text that does.</summary>
    public static IEnumerable<(string Table, int Position)> Named(SourceFile file, IReadOnlySet<string> tables)
    {
        foreach (var literal in file.CSharp.Literals)
        {
            foreach (Match match in SqlName().Matches(literal.Text))
            {
                foreach (var name in match.Groups["table"].Captures.Select(capture => capture.Value).Where(tables.Contains))
                {
                    yield return (name, literal.Start);
                }
            }

            // A bulk insert takes the name by itself.
            var before = file.CSharp.Code.AsSpan(0, literal.Start).TrimEnd();
            if (tables.Contains(literal.Text) && before.EndsWith("BulkInsert("))
            {
                yield return (literal.Text, literal.Start);
            }
        }
    }

    /// <summary>SQL words in lower case next to a table: the search for owners would not see it.</summary>
    public static IEnumerable<Fault> LowerCase(SourceFile file, IReadOnlySet<string> tables) =>
        from literal in file.CSharp.Literals
        from match in LowerSql().Matches(literal.Text).Cast<Match>()
        where tables.Contains(match.Groups["table"].Value)
        select new Fault(file.Path, file.LineAt(literal.Start), $"write the SQL words before {match.Groups["table"].Value} in upper case");

    /// <summary>Tables with no owner, with two, or with one in another project.</summary>
    public static IEnumerable<Fault> Check(IReadOnlyCollection<SourceFile> migrations, IReadOnlyCollection<SourceFile> sources)
    {
        var tables = migrations.SelectMany(Created).ToList();
        var names = tables.Select(table => table.Name).ToHashSet();
        var uses = from file in sources
                   from use in Named(file, names)
                   select (use.Table, Folder: $"{file.Project}/{file.TopFolder}", file.Path, Line: file.LineAt(use.Position));
        var users = uses.ToLookup(use => use.Table);
        foreach (var table in tables.DistinctBy(table => table.Name))
        {
            var folders = users[table.Name].GroupBy(use => use.Folder).OrderByDescending(group => group.Count()).ToList();
            if (folders.Count == 0)
            {
                yield return new Fault(table.Path, 1, $"no source names the table {table.Name} in SQL");
            }

            foreach (var use in folders.Skip(1).SelectMany(group => group))
            {
                yield return new Fault(use.Path, use.Line, $"the table {table.Name} belongs to {folders[0].Key}; ask its repository");
            }

            foreach (var use in folders.Take(1).SelectMany(group => group).Where(use => !use.Folder.StartsWith(table.Project + "/", StringComparison.Ordinal)))
            {
                yield return new Fault(use.Path, use.Line, $"the table {table.Name} is created by {table.Project} and belongs there");
            }
        }

        foreach (var fault in sources.SelectMany(file => LowerCase(file, names)))
        {
            yield return fault;
        }
    }

    [GeneratedRegex("""CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(?<table>\w+)"?""", RegexOptions.IgnoreCase)]
    private static partial Regex CreateTable();

    [GeneratedRegex("""--[^\n]*""")]
    private static partial Regex SqlComment();

    [GeneratedRegex("""\b(?:FROM|INTO|UPDATE|JOIN|COPY|TABLE|USING)\s+(?:ONLY\s+)?"?(?<table>\w+)"?(?:\s+(?:AS\s+)?\w+)?(?:\s*,\s*"?(?<table>\w+)"?)*""")]
    private static partial Regex SqlName();

    [GeneratedRegex("""^\s*(?:select\b.*?\bfrom|insert\s+into|delete\s+from|update)\s+(?<table>\w+)\b""", RegexOptions.Singleline)]
    private static partial Regex LowerSql();
}
