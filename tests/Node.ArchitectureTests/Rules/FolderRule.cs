using Node.ArchitectureTests.Sources;

namespace Node.ArchitectureTests.Rules;

/// <summary>Inside a project the folders have an order; a file uses only what comes before its own folder.</summary>
internal static class FolderRule
{
    /// <summary>Uses that point up, between floors or inside one.</summary>
    public static IEnumerable<Fault> Upward(IEnumerable<FolderUse> uses)
    {
        foreach (var use in uses)
        {
            var (from, to) = (Rank(use.FromProject, use.FromTop), Rank(use.ToProject, use.ToTop));
            if (to.CompareTo(from) > 0)
            {
                yield return new Fault(
                    use.Path, use.Line, $"{Show(use.FromProject, use.FromTop)} uses {Show(use.ToProject, use.ToTop)}, which comes after it");
            }
        }
    }

    /// <summary>Top folders that the plan does not order.</summary>
    public static IEnumerable<Fault> Unplanned(IEnumerable<SourceFile> files) =>
        from file in files
        where file.TopFolder.Length > 0 && Rank(file.Project, file.TopFolder).Folder < 0
        select new Fault(file.Path, 1, $"{file.Project}/{file.TopFolder} has no place in the order of folders; give it one in the plan of floors");

    /// <summary>Types at a project's root, which may use all folders, named in one of its folders.</summary>
    public static IEnumerable<Fault> RootUsed(IReadOnlyCollection<SourceFile> files)
    {
        foreach (var root in files.Where(file => file.TopFolder.Length == 0).ToList())
        {
            foreach (var file in files.Where(file => file.Project == root.Project && file.TopFolder.Length > 0))
            {
                if (Words.Find(file.CSharp.Code, root.Name) is var at and >= 0)
                {
                    yield return new Fault(file.Path, file.LineAt(at), $"{file.TopFolder} uses {root.Name} of the project's root, which comes after it");
                }
            }
        }
    }

    /// <summary>Folders inside a top folder that use each other in a circle.</summary>
    public static IEnumerable<Fault> InnerCircles(IEnumerable<FolderUse> uses) =>
        from top in uses.Where(use => use.FromProject == use.ToProject && use.FromTop == use.ToTop && use.FromTop.Length > 0)
            .GroupBy(use => $"src/{use.FromProject}/{use.FromTop}")
        from circle in Circles.Find(top.Select(use => (use.From, use.To)))
        select new Fault(top.Key, 1, $"folders use each other in a circle: {circle}");

    private static (int Floor, int Folder) Rank(string project, string folder)
    {
        var floor = FloorPlan.Floors.ToList().IndexOf(project);
        return (floor, folder.Length == 0 ? int.MaxValue : FloorPlan.Folders[project].ToList().IndexOf(folder));
    }

    private static string Show(string project, string folder) => folder.Length == 0 ? project : $"{project}/{folder}";
}
