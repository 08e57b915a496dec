using Node.ArchitectureTests.Rules;
using Node.ArchitectureTests.Sources;
using Xunit;

namespace Node.ArchitectureTests;

public sealed class TidyTests
{
    private static readonly IReadOnlyList<LogCall> LogCalls = [.. Repository.CSharp("src").SelectMany(LogRule.Calls)];

    [Fact]
    public void Nothing_is_left_for_later() => None.Of(Repository.Files.SelectMany(WordRule.Later));

    [Fact]
    public void No_test_is_skipped() => None.Of(Repository.CSharp("tests").SelectMany(WordRule.Skipped));

    [Fact]
    public void No_file_names_a_place_of_one_machine_or_a_package_server() => None.Of(Repository.Files.SelectMany(WordRule.Elsewhere));

    [Fact]
    public void Methods_are_short() => None.Of(Repository.AllCSharp.SelectMany(FileRule.MethodLength));

    [Fact]
    public void Every_table_has_one_owner() => None.Of(TableRule.Check(
        [.. Repository.Files.Where(file => MigrationRule.IsMigration(file.Path))], Repository.CSharp("src")));

    [Fact]
    public void Event_ids_are_unique_and_of_their_folder()
    {
        Assert.True(LogCalls.Count > 20, $"only {LogCalls.Count} log messages found");
        None.Of(LogRule.Numbers(LogCalls));
    }

    [Fact]
    public void Warnings_and_errors_say_what_to_do() => None.Of(LogRule.Advice(LogCalls));
}
