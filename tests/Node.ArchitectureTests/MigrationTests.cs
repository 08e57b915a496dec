using Node.ArchitectureTests.Rules;
using Node.ArchitectureTests.Sources;
using Xunit;

namespace Node.ArchitectureTests;

public sealed class MigrationTests
{
    private static readonly IReadOnlyList<SourceFile> Migrations = [.. Repository.Files.Where(file => MigrationRule.IsMigration(file.Path))];

    [Fact]
    public void Migrations_are_numbered_once_for_both_engines_in_the_hundred_of_their_project()
    {
        Assert.NotEmpty(Migrations);
        None.Of(MigrationRule.Check([.. Migrations.Select(file => file.Path)]));
    }

    [Fact]
    public void Both_engines_get_the_same_tables() => None.Of(MigrationRule.SameTables(Migrations));
}
