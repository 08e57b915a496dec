using System.Xml.Linq;
using Node.ArchitectureTests.Sources;

namespace Node.ArchitectureTests.Rules;

/// <summary>Projects of <c>src</c> refer only to lower ones of <c>src</c>.</summary>
internal static class ProjectRule
{
    /// <summary>The names of the projects that a project file refers to.</summary>
    public static IReadOnlyList<string> References(SourceFile project) =>
        [.. XDocument.Parse(project.Text).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))];

    /// <summary>Faults of one project file of <c>src</c>.</summary>
    public static IEnumerable<Fault> Check(SourceFile project, IReadOnlyList<string> floors)
    {
        var own = floors.ToList().IndexOf(project.Name);
        if (own < 0)
        {
            yield return new Fault(project.Path, 1, $"{project.Name} is no floor; name it in the plan of floors");
            yield break;
        }

        foreach (var reference in References(project))
        {
            var other = floors.ToList().IndexOf(reference);
            if (other < 0 || other >= own)
            {
                yield return new Fault(project.Path, 1, $"{project.Name} refers to {reference}; it may refer to floors below it only");
            }
        }
    }
}
