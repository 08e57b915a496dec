using System.Text;
using System.Text.Json.Nodes;
using DevChain.Chains;
using DevChain.Contracts;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Commands;

public sealed class JobsRunCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_dry_run_shows_each_task_and_the_outcome()
    {
        var file = _folder.Write("job.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));
        var vars = _folder.Write("vars.json", """{"jobRun": {"requestBody": "{\"v\": \"1.5\"}"}}""");

        var run = await CommandRun.OfAsync("jobs", "run", file, "--vars", vars);

        Assert.True(run.ExitCode == 0, $"{run}");
        Assert.Matches(@"^parse +jsonparse +\d+\.\d ms +""1\.5""$", run.Lines[0].TrimEnd());
        Assert.Matches(@"^mul +multiply +\d+\.\d ms +150 +<- parse$", run.Lines[1].TrimEnd());
        Assert.Matches(@"^completed in \d+\.\d ms$", run.Lines[2]);
        Assert.Equal("mul = 150", run.Lines[3]);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task A_dry_run_as_JSON_is_the_run_record()
    {
        var file = _folder.Write("job.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));
        var vars = _folder.Write("vars.json", """{"jobRun": {"requestBody": "{\"v\": \"1.5\"}"}}""");

        var run = await CommandRun.OfAsync("jobs", "run", file, "--vars", vars, "--json");

        Assert.Equal(0, run.ExitCode);
        var record = JsonNode.Parse(Assert.Single(run.Lines))!;
        Assert.Equal("Completed", record["state"]!.GetValue<string>());
        Assert.Equal(2, record["tasks"]!.AsArray().Count);
        Assert.Equal("sample", record["vars"]!["jobSpec"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_dry_run_that_fails_exits_with_1_and_says_why()
    {
        var file = _folder.Write("job.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));

        var run = await CommandRun.OfAsync("jobs", "run", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error: ", run.Out, StringComparison.Ordinal);
        Assert.Contains(run.Lines, line => line.StartsWith("errored in ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_asks_the_outside_under_the_same_rules_as_the_node()
    {
        await using var outside = await Outside.StartAsync(context => context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("{\"v\": 7}")).AsTask());
        var file = _folder.Write("job.toml", WebhookJobs.Spec($"""
            get [type=http method=GET url="{outside.Url}"]
            parse [type=jsonparse path="v"]
            get -> parse
            """));
        var allowed = new Dictionary<string, string>
        {
            ["NODE_OutboundHttp__AllowedHosts__0__Host"] = outside.Host,
            ["NODE_OutboundHttp__AllowedHosts__0__Jobs__0"] = "*",
        };

        var denied = await CommandRun.OfAsync("jobs", "run", file);
        Assert.Equal(1, denied.ExitCode);
        Assert.Equal(0, outside.Requests);
        var run = await CommandRun.OfAsync(allowed, "jobs", "run", file);

        Assert.True(run.ExitCode == 0, $"{run}");
        Assert.Equal("parse = 7", run.Lines[^1]);
        Assert.Equal(1, outside.Requests);
    }

    [Fact]
    public async Task A_dry_run_sends_no_transaction_and_says_what_it_would_send()
    {
        var file = _folder.Write("job.toml", WebhookJobs.Spec(
            """send [type=ethtx evmChainID="31337" to="0x5FbDB2315678afecb367f032d93F642f64180aa3" data="0x1234"]"""));

        var chain = new Dictionary<string, string> { ["NODE_Chains__0__ChainId"] = "31337", ["NODE_Chains__0__RpcUrls__0"] = "http://127.0.0.1:1" };

        var run = await CommandRun.OfAsync(chain, "jobs", "run", file);

        Assert.True(run.ExitCode == 0, $"{run}");
        Assert.Contains("wouldSend", run.Out, StringComparison.Ordinal);
        Assert.Contains("0x1234", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_calls_contracts_for_real()
    {
        await using var chain = await AnvilProcess.StartAsync(null, TestContext.Current.CancellationToken);
        var probe = await ContractDeployment.DeployAsync(chain, "Probe", cancellationToken: TestContext.Current.CancellationToken);
        var file = _folder.Write("job.toml", WebhookJobs.Spec(
            $"""
            data [type=memo value=<"0xffffffff">]
            call [type=ethcall evmChainID="31337" contract="{probe}" data="$(data)"]
            data -> call
            """));
        var settings = new Dictionary<string, string> { ["NODE_Chains__0__ChainId"] = "31337", ["NODE_Chains__0__RpcUrls__0"] = chain.RpcUrl.ToString() };

        var run = await CommandRun.OfAsync(settings, "jobs", "run", file);

        // The contract has no such function: that it reverted, and not that there is no chain, says that it was asked.
        Assert.True(run.ExitCode == 1 && run.Error.Length == 0, $"{run}");
        Assert.Contains("on chain 31337 failed", run.Out, StringComparison.Ordinal);
        Assert.Contains("revert", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("")]
    public async Task Variables_that_are_no_JSON_object_are_refused(string text)
    {
        var file = _folder.Write("job.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));
        var vars = _folder.Write("vars.json", text);

        var run = await CommandRun.OfAsync("jobs", "run", file, "--vars", vars);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(vars, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Files_that_are_not_there_are_named()
    {
        var file = _folder.Write("job.toml", WebhookJobs.Spec(WebhookJobs.ParseAndMultiply));

        Assert.Contains("nowhere", (await CommandRun.OfAsync("jobs", "run", _folder.File("nowhere"))).Error, StringComparison.Ordinal);
        var run = await CommandRun.OfAsync("jobs", "run", file, "--vars", _folder.File("nothing"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nothing", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spec_with_faults_is_not_run()
    {
        var file = _folder.Write("job.toml", WebhookJobs.Spec("a [type=nope]"));

        var run = await CommandRun.OfAsync("jobs", "run", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains($"{file}:6:", run.Error, StringComparison.Ordinal);
    }
}
