using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Node.Composition;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

public sealed class LogEndpointsTests(TestNode node) : IClassFixture<TestNode>
{
    private ILoggerFactory Loggers => node.Host.Services.GetRequiredService<ILoggerFactory>();

    [Theory]
    [InlineData("debug", "debug", LogLevel.Debug)]
    [InlineData("info", "info", LogLevel.Information)]
    [InlineData("WARN", "warn", LogLevel.Warning)]
    [InlineData("Critical", "crit", LogLevel.Critical)]
    public async Task A_level_holds_from_the_answer_on(string said, string shown, LogLevel level)
    {
        var answer = await ChangeAsync($$"""{"level": "{{said}}"}""");

        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer}");
        Assert.Equal(("serviceLevelLogs", "log"), (answer.Data["type"]!.GetValue<string>(), answer.Data["id"]!.GetValue<string>()));
        Assert.Equal([shown, "false"], answer.Attributes["logLevel"]!.AsArray().Select(one => one!.GetValue<string>()));
        Assert.Equal("error", answer.Attributes["defaultLogLevel"]!.GetValue<string>());
        Assert.Equal(answer.Text, (await node.Api.GetAsync("/v2/log")).Text);
        var own = Loggers.CreateLogger<NodeHost>();
        Assert.True(own.IsEnabled(level), $"{level} is not logged");
        Assert.False(own.IsEnabled(level - 1), $"{level - 1} is logged");
    }

    [Fact]
    public async Task Libraries_are_never_logged_below_warnings_and_fall_silent_with_the_node()
    {
        var library = Loggers.CreateLogger("Microsoft.AspNetCore.Server");

        await ChangeAsync("""{"level": "trace"}""");
        Assert.Equal((false, true), (library.IsEnabled(LogLevel.Information), library.IsEnabled(LogLevel.Warning)));
        await ChangeAsync("""{"level": "error"}""");
        Assert.Equal((false, true), (library.IsEnabled(LogLevel.Warning), library.IsEnabled(LogLevel.Error)));
    }

    [Fact]
    public async Task Two_nodes_in_one_process_log_each_by_its_own_level()
    {
        await using var later = await TestNode.StartNewAsync(options => options);

        await ChangeAsync("""{"level": "debug"}""");

        Assert.True(Loggers.CreateLogger<NodeHost>().IsEnabled(LogLevel.Debug));
        Assert.False(later.Host.Services.GetRequiredService<ILoggerFactory>().CreateLogger<NodeHost>().IsEnabled(LogLevel.Debug));
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"level": ""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"level": "loud"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"level": 3}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"level": "debug", "sqlEnabled": true}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"sqlEnabled": "no"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("[]", HttpStatusCode.UnprocessableEntity)]
    [InlineData("no", HttpStatusCode.UnprocessableEntity)]
    public async Task What_is_no_level_changes_nothing(string body, HttpStatusCode status)
    {
        var before = (await node.Api.GetAsync("/v2/log")).Text;

        var answer = await ChangeAsync(body);

        Assert.Equal(status, answer.Status);
        Assert.NotEmpty(Assert.Single(answer.Errors));
        Assert.Equal(before, (await node.Api.GetAsync("/v2/log")).Text);
    }

    private Task<ApiAnswer> ChangeAsync(string body) => node.Api.SendAsync(HttpMethod.Patch, "/v2/log", body);
}
