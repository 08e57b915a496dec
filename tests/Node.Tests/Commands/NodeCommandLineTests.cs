using System.CommandLine;
using Node.Commands;
using Node.Core.Randomness;
using Xunit;

namespace Node.Tests.Commands;

public sealed class NodeCommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("jobs --help")]
    [InlineData("jobs lint --help")]
    [InlineData("start --help")]
    [InlineData("config render --help")]
    public async Task Help_is_an_answer(string arguments)
    {
        var run = await CommandRun.OfAsync(arguments.Split(' '));

        Assert.True(run.ExitCode == 0, $"{run}");
        Assert.Contains("Usage:", run.Out, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Help_names_what_there_is_and_nothing_else()
    {
        var run = await CommandRun.OfAsync("--help");

        Assert.All(["start", "jobs", "config"], command => Assert.Contains(command, run.Out, StringComparison.Ordinal));
        var jobs = await CommandRun.OfAsync("jobs", "--help");
        Assert.All(["lint", "run", "create", "list"], command => Assert.Contains(command, jobs.Out, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_command_that_answers_can_answer_in_JSON()
    {
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, new Dictionary<string, string>(), TimeProvider.System, new SystemRandomSource());

        var without = Leaves(NodeCommandLine.Build(terminal), "").Where(leaf => leaf.Command.Options.All(option => option.Name != "--json")).Select(leaf => leaf.Path);

        // One runs until it is stopped, the other prints JSON only.
        Assert.Equal([" config render", " start"], without.Order());
    }

    private static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [(path, command)]
        : command.Subcommands.SelectMany(below => Leaves(below, $"{path} {below.Name}"));

    [Theory]
    [InlineData("--version")]
    public async Task The_version_is_said(string argument)
    {
        var run = await CommandRun.OfAsync(argument);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", run.Out);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("jobs")]
    [InlineData("jobs nonsense")]
    [InlineData("jobs lint")]
    [InlineData("jobs lint --nonsense x.toml")]
    [InlineData("jobs run")]
    [InlineData("jobs run a.toml b.toml")]
    [InlineData("jobs run a.toml --vars")]
    [InlineData("jobs create")]
    [InlineData("jobs list --node")]
    [InlineData("jobs list --node not-a-url")]
    [InlineData("config")]
    [InlineData("config nonsense")]
    [InlineData("start nonsense")]
    [InlineData("start --Http.Port")]
    public async Task Wrong_use_exits_with_2_and_points_to_the_help(string arguments)
    {
        var run = await CommandRun.OfAsync(arguments.Split(' '));

        Assert.True(run.ExitCode == 2, $"{run}");
        Assert.NotEmpty(run.Error);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }
}
