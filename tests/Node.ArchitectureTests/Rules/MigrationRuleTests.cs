using Node.ArchitectureTests.Sources;
using Xunit;

namespace Node.ArchitectureTests.Rules;

public sealed class MigrationRuleTests
{
    [Fact]
    public void Twins_in_the_hundred_of_their_project_are_well() => Assert.Empty(Check("Node.Eth", "100_a", "100_a"));

    [Theory]
    [InlineData("Node.Eth", "200_a", "200_a", 2)] // the hundred of another project
    [InlineData("Node.Eth", "100_a", "101_a", 2)] // no twins
    [InlineData("Node.Eth", "100_a", "100_b", 2)]
    [InlineData("Node.Eth", "1_a", "100_a", 2)] // a bad name, and so no twin
    [InlineData("Node.Other", "100_a", "100_a", 2)]
    public void A_planted_fault_is_found(string project, string sqlite, string postgres, int faults) =>
        Assert.Equal(faults, Check(project, sqlite, postgres).Count);

    [Fact]
    public void A_number_used_twice_is_found() => Assert.Equal(2, MigrationRule.Check(
    [
        "src/Node.Eth/Migrations/sqlite/100_a.sql", "src/Node.Eth/Migrations/postgres/100_a.sql",
        "src/Node.Eth/Migrations/sqlite/100_b.sql", "src/Node.Eth/Migrations/postgres/100_b.sql",
    ]).Count());

    [Fact]
    public void A_table_of_one_engine_only_is_found()
    {
        var sqlite = new SourceFile("src/Node.Eth/Migrations/sqlite/100_a.sql", "CREATE TABLE a (id bigint); CREATE TABLE b (id bigint);");
        var postgres = new SourceFile("src/Node.Eth/Migrations/postgres/100_a.sql", "CREATE TABLE a (id bigint);");
        Assert.Contains("table b", Assert.Single(MigrationRule.SameTables([sqlite, postgres])).Problem, StringComparison.Ordinal);
    }

    private static List<Fault> Check(string project, string sqlite, string postgres) => [.. MigrationRule.Check(
        [$"src/{project}/Migrations/sqlite/{sqlite}.sql", $"src/{project}/Migrations/postgres/{postgres}.sql"])];
}
