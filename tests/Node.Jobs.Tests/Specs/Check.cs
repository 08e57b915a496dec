using Node.Eth.Primitives;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Running;
using Node.Jobs.Types.Cron;
using Node.Jobs.Types.DirectRequest;
using Node.Jobs.Types.Logs;
using Node.Jobs.Types.Webhook;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Specs;

/// <summary>Checks specs as a node does.</summary>
internal static class Check
{
    public const string Pipeline = "observationSource = \"\"\"\na [type=memo value=1]\n\"\"\"\n";

    /// <summary>A pipeline that answers on chain.</summary>
    public const string AnsweringPipeline =
        "observationSource = \"\"\"\na [type=ethtx to=\"0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512\" data=\"0x01\"]\n\"\"\"\n";

    public static SpecChecker Checker(params ulong[] chains) => Checker(new KnownChains([.. chains.Select(id => new ChainId(id))]));

    public static SpecChecker Checker(KnownChains known) => new(
        [new CronSpecReader(), new WebhookSpecReader(), new DirectRequestSpecReader(known), new EthLogSpecReader(known)],
        StandardTasks.CreateRegistry(new TaskServices(new FakeOutboundHttp(), new TestChain())),
        known);

    public static JobSpec Accept(string toml, params ulong[] chains)
    {
        var check = Checker(chains).Check(toml);
        Assert.True(check.Spec is not null, string.Join('\n', check.Faults));
        return check.Spec;
    }

    /// <summary>All faults, as <c>line:column code</c>, blocking ones with a <c>!</c>.</summary>
    public static IReadOnlyList<string> Faults(string toml, params ulong[] chains) =>
        [.. Checker(chains).Check(toml).Faults.Select(fault => $"{fault.Line}:{fault.Column} {fault.Code}{(fault.IsWarning ? "" : "!")}")];
}
