using System.Text.RegularExpressions;
using Node.ArchitectureTests.Sources;

namespace Node.ArchitectureTests.Rules;

/// <summary>Reads which folders the files of <c>src</c> use: from their <c>using</c> lines and from names written in full.</summary>
internal static partial class FolderUses
{
    /// <summary>All uses in a file.</summary>
    /// <param name="file">A C# file of <c>src</c>.</param>
    /// <param name="folders">Every folder there is, as <c>Node.Core/Http</c> and <c>Node.Jobs/Pipeline/Dot</c>.</param>
    public static IEnumerable<FolderUse> Of(SourceFile file, IReadOnlySet<string> folders)
    {
        foreach (Match match in NameInFull().Matches(file.CSharp.Code))
        {
            if (Place(match.Groups["name"].Value.Split('.'), folders) is var (project, folder)
                && (project, folder) != (file.Project, string.Join('/', file.Folders)))
            {
                yield return new FolderUse(
                    file.Path, file.LineAt(match.Index), file.Project, string.Join('/', file.Folders), project, folder);
            }
        }
    }

    /// <summary>Names that lean on the namespace around them, such as <c>Runs.RunInbox</c>: they hide a use from readers and from these checks.</summary>
    public static IEnumerable<Fault> HalfNames(SourceFile file, IReadOnlySet<string> fullNames)
    {
        var around = string.Join('.', file.Folders.Prepend(file.Project)).Split('.');
        foreach (Match match in HalfName().Matches(file.CSharp.Code))
        {
            var name = match.Groups["name"].Value;
            var found = from outer in Enumerable.Range(1, around.Length)
                        from inner in Enumerable.Range(2, name.Count(sign => sign == '.'))
                        let full = string.Join('.', around.Take(outer).Concat(name.Split('.').Take(inner)))
                        where fullNames.Contains(full)
                        select new Fault(file.Path, file.LineAt(match.Index), $"\"{name}\" is half the name of {full}; write a using line");
            foreach (var fault in found)
            {
                yield return fault;
            }
        }
    }

    private static (string Project, string Folder)? Place(string[] parts, IReadOnlySet<string> folders)
    {
        // The longest project wins: Node.Core before Node.
        foreach (var project in FloorPlan.Floors.OrderByDescending(name => name.Length))
        {
            var names = project.Split('.');
            if (!parts.Take(names.Length).SequenceEqual(names))
            {
                continue;
            }

            for (var end = parts.Length; end > names.Length; end--)
            {
                var folder = string.Join('/', parts[names.Length..end]);
                if (folders.Contains($"{project}/{folder}"))
                {
                    return (project, folder);
                }
            }

            return (project, "");
        }

        return null;
    }

    [GeneratedRegex("""(?<![\w.]|namespace )(?<name>Node(?:\.[A-Z]\w*)+)""")]
    private static partial Regex NameInFull();

    [GeneratedRegex("""(?<![\w.])(?<name>(?!Node\.)[A-Z]\w*(?:\.[A-Z]\w*)?\.[A-Z]\w*)""")]
    private static partial Regex HalfName();
}
