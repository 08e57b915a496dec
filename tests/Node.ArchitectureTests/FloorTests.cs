using Node.ArchitectureTests.Rules;
using Node.ArchitectureTests.Sources;
using Xunit;

namespace Node.ArchitectureTests;

public sealed class FloorTests
{
    private static readonly IReadOnlyList<SourceFile> Source = Repository.CSharp("src");

    private static readonly IReadOnlySet<string> Folders = Source
        .SelectMany(file => Enumerable.Range(1, file.Folders.Count).Select(count => $"{file.Project}/{string.Join('/', file.Folders.Take(count))}"))
        .ToHashSet();

    private static readonly IReadOnlyList<FolderUse> Uses = [.. Source.SelectMany(file => FolderUses.Of(file, Folders))];

    [Fact]
    public void There_is_something_to_look_at()
    {
        Assert.True(Source.Count > 100, $"only {Source.Count} files of source found under {Repository.Root}");
        Assert.True(Uses.Count > 100, $"only {Uses.Count} uses of folders found");
    }

    [Fact]
    public void Projects_refer_downward_only() => None.Of(
        Repository.Files.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Path.EndsWith(".csproj", StringComparison.Ordinal))
            .SelectMany(project => ProjectRule.Check(project, FloorPlan.Floors)));

    [Fact]
    public void Projects_refer_to_each_other_without_circles() => Assert.Empty(Circles.Find(
        from project in Repository.Files
        where project.Path.EndsWith(".csproj", StringComparison.Ordinal)
        from reference in ProjectRule.References(project)
        select (project.Name, reference)));

    [Fact]
    public void Every_top_folder_has_its_place_in_the_order() => None.Of(FolderRule.Unplanned(Source));

    [Fact]
    public void Folders_use_only_what_comes_before_them() => None.Of(FolderRule.Upward(Uses));

    [Fact]
    public void Folders_use_nothing_of_the_root_of_their_project() => None.Of(FolderRule.RootUsed(Source));

    [Fact]
    public void Folders_inside_a_folder_form_no_circles() => None.Of(FolderRule.InnerCircles(Uses));

    [Fact]
    public void Names_are_not_half_qualified()
    {
        var types = from file in Source
                    from type in CodeOutline.Of(file).Types
                    select string.Join('.', file.Folders.Prepend(file.Project).Append(type.Name));
        var names = types.ToHashSet();
        None.Of(Source.SelectMany(file => FolderUses.HalfNames(file, names)));
    }

    [Fact]
    public void Files_are_short() => None.Of(Repository.AllCSharp.SelectMany(FileRule.Length));

    [Fact]
    public void A_file_holds_one_type_of_its_name() => None.Of(Repository.AllCSharp.SelectMany(FileRule.OneType));

    [Fact]
    public void The_namespace_is_the_folder() => None.Of(Repository.AllCSharp.SelectMany(FileRule.Namespace));

    [Fact]
    public void The_page_on_the_layout_names_every_folder()
    {
        var planned = FloorPlan.Folders.SelectMany(project => project.Value.Select(folder => $"{project.Key}/{folder}")).ToHashSet();
        var migrations = Repository.Files.Where(file => MigrationRule.IsMigration(file.Path)).Select(file => $"{file.Project}/Migrations");
        None.Of(LayoutRule.Check(Repository.TextOf(LayoutRule.Page), Folders.Concat(migrations).ToHashSet(), planned));
    }
}
