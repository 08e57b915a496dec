using Node.ArchitectureTests.Sources;
using Xunit;

namespace Node.ArchitectureTests.Rules;

public sealed class LogRuleTests
{
    [Theory]
    [InlineData("[LoggerMessage(EventId = 1300, Level = LogLevel.Debug, Message = \"a\")]", 0)]
    [InlineData("[LoggerMessage(1300, LogLevel.Debug, \"a\")]", 0)]
    [InlineData("[LoggerMessage(EventId = 1400, Level = LogLevel.Debug, Message = \"a\")]", 1)]
    [InlineData("[LoggerMessage(Level = LogLevel.Debug, Message = \"a 1300\")]", 1)]
    [InlineData("[LoggerMessage(1300, LogLevel.Debug, \"a\")]\n[LoggerMessage(1300, LogLevel.Debug, \"b\")]", 1)]
    public void A_number_that_is_not_of_the_folder_or_used_twice_is_found(string code, int faults) =>
        Assert.Equal(faults, LogRule.Numbers(Calls("Node.Core/Http", code)).Count());

    [Fact]
    public void A_folder_without_a_range_is_found() =>
        Assert.Single(LogRule.Numbers(Calls("Node.Core/Text", "[LoggerMessage(1300, LogLevel.Debug, \"a\")]")));

    [Fact]
    public void The_top_floor_has_one_range_for_all_its_folders() =>
        Assert.Empty(LogRule.Numbers(Calls("Node/Http", "[LoggerMessage(4100, LogLevel.Debug, \"a\")]")));

    [Theory]
    [InlineData("LogLevel.Warning", "\"it failed\"", 1)]
    [InlineData("LogLevel.Critical", "\"it failed.\"", 1)]
    [InlineData("LogLevel.Warning", "\"it failed. The rest goes on\"", 1)]
    [InlineData("LogLevel.Warning", "\"check failed. The check is over\"", 1)]
    [InlineData("LogLevel.Warning", "\"it failed. If it stays so, look at the disk\"", 0)]
    [InlineData("LogLevel.Warning", "\"it failed. It is tried again; report it otherwise\"", 0)]
    [InlineData("LogLevel.Warning", "\"it failed. Nothing to do\"", 0)]
    [InlineData("LogLevel.Error", "\"it failed. \"\n    + \"Check the disk\"", 0)]
    [InlineData("LogLevel.Warning", "\"{Reason}. {Advice}\"", 0)]
    [InlineData("LogLevel.Information", "\"it failed\"", 0)]
    public void A_warning_without_advice_is_found(string level, string message, int faults) =>
        Assert.Equal(faults, LogRule.Advice(Calls("Node.Core/Http", $"[LoggerMessage(1300, {level}, {message})]")).Count());

    private static List<LogCall> Calls(string folder, string code) => [.. LogRule.Calls(new SourceFile($"src/{folder}/ALog.cs", code))];
}
