using Node.ArchitectureTests.Sources;
using Xunit;

namespace Node.ArchitectureTests.Rules;

public sealed class TableRuleTests
{
    private static readonly SourceFile Migration = new(
        "src/Node.Jobs/Migrations/sqlite/200_jobs.sql", "-- CREATE TABLE no (\nCREATE TABLE jobs (id bigint);\nCREATE TABLE IF NOT EXISTS runs (id bigint);");

    private static readonly SourceFile Owner = new(
        "src/Node.Jobs/Specs/JobRepository.cs", "class A { string B = \"SELECT id FROM jobs\"; string C = \"DELETE FROM runs\"; }");

    [Fact]
    public void One_owner_for_each_table_is_well() => Assert.Empty(Check(Owner));

    [Fact]
    public void A_table_nobody_names_is_found() => Assert.Equal(2, Check().Count);

    [Theory]
    [InlineData("var a = \"UPDATE jobs SET id = 1\";")]
    [InlineData("var a = $\"SELECT {Columns} FROM runs_open r\\nJOIN jobs ON 1 = 1\";")]
    [InlineData("var a = \"SELECT 1 FROM other o, jobs j\";")]
    [InlineData("var a = \"\"\"\n    INSERT INTO jobs (id) VALUES (1)\n    \"\"\";")]
    [InlineData("rows.Add(new BulkInsert(\n    \"jobs\", Columns));")]
    [InlineData("var a = \"COPY jobs FROM STDIN\";")]
    public void A_second_owner_is_found(string code) => Assert.Equal(
        "src/Node.Jobs/Running/B.cs", Assert.Single(Check(Owner, new SourceFile("src/Node.Jobs/Running/B.cs", code))).Path);

    [Theory]
    [InlineData("// SELECT id FROM jobs")]
    [InlineData("var a = \"jobs\"; var b = \"read it FROM jobsite\";")]
    public void What_is_no_sql_is_left_alone(string code) =>
        Assert.Empty(Check(Owner, new SourceFile("src/Node.Jobs/Running/B.cs", code)));

    [Fact]
    public void An_owner_in_another_project_is_found() => Assert.Equal(
        2, Check(new SourceFile("src/Node.Eth/Logs/A.cs", Owner.Text)).Count);

    [Fact]
    public void Lower_case_sql_is_found() => Assert.Single(
        Check(Owner, new SourceFile("src/Node.Jobs/Running/B.cs", "var a = \"select id from jobs\";")));

    private static List<Fault> Check(params SourceFile[] sources) => [.. TableRule.Check([Migration], sources)];
}
