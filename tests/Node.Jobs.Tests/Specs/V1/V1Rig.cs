using System.Text;
using Node.Eth.Primitives;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Specs;
using Node.Jobs.Specs.V1;
using Node.Jobs.Tests.Pipeline;
using Node.Jobs.Tests.Pipeline.Tasks;
using Node.Jobs.Tests.Running;
using Node.Jobs.Types.Cron;
using Node.Jobs.Types.DirectRequest;
using Node.Jobs.Types.Logs;
using Node.Jobs.Types.Webhook;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Specs.V1;

/// <summary>Checks and runs jobs of the JSON generation; the outside is the test's.</summary>
internal sealed class V1Rig : IRunEffects
{
    public const string TxHash = "0x1111111111111111111111111111111111111111111111111111111111111111";

    private readonly SpecChecker _checker;

    public V1Rig()
    {
        Bridges = new FakeBridges(request => FakeBridges.Answer(BridgeAnswer(Encoding.UTF8.GetString(request.Body.Span))));
        var known = new KnownChains([new ChainId(31337)]);
        _checker = new SpecChecker(
            [new CronSpecReader(), new WebhookSpecReader(), new DirectRequestSpecReader(known), new EthLogSpecReader(known)],
            StandardTasks.CreateRegistry(new TaskServices(Http, new TestChain()) { Bridges = Bridges }),
            known);
    }

    public FakeOutboundHttp Http { get; } = new();

    public FakeBridges Bridges { get; }

    public Func<string, string> BridgeAnswer { get; set; } = static _ => "{\"data\":{\"result\":7}}";

    public List<TxIntent> Transactions { get; } = [];

    /// <summary>How often a way for a later answer was opened.</summary>
    public int Callbacks { get; private set; }

    public JobSpec Accept(string json)
    {
        var check = _checker.Check(json);
        Assert.True(check.Spec is not null, string.Join('\n', check.Faults));
        return check.Spec;
    }

    public IReadOnlyList<string> Faults(string json) => [.. _checker.Check(json).Faults.Select(fault => fault.ToString())];

    public string Convert(string json, int? initiator = null)
    {
        List<SpecFault> faults = [];
        var toml = V1Conversion.ToToml(json, initiator, faults);
        Assert.True(toml is not null, string.Join('\n', faults));
        return toml;
    }

    /// <summary>Runs a job whose tasks are given, as a call with this body does.</summary>
    public Task<PipelineRun> RunTasksAsync(string tasks, string body = "{}", TimeProvider? time = null) => RunAsync(
        $$"""{"initiators":[{"type":"web"}],"tasks":[{{tasks}}]}""", PipelineValue.Map(("requestBody", PipelineValue.Of(body)), ("meta", PipelineValue.Null)), time);

    public Task<PipelineRun> RunAsync(string json, PipelineValue jobRun, TimeProvider? time = null) => new PipelineExecutor().RunAsync(
        Accept(json).Pipeline, Runner.Context((MapValue)PipelineValue.Map(("jobRun", jobRun)), this, time), TestContext.Current.CancellationToken);

    public ValueTask<CallbackTicket> OpenCallbackAsync(CallbackIntent intent, RunProgress progress, CancellationToken ct)
    {
        Callbacks++;
        return ValueTask.FromResult(CallbackTicket.Nowhere);
    }

    public ValueTask<TaskResult> QueueTransactionAsync(TxIntent intent, RunProgress progress, CancellationToken ct)
    {
        Transactions.Add(intent);
        return ValueTask.FromResult(TaskResult.Ok(PipelineValue.Map(("transactionHash", PipelineValue.Of(TxHash)))));
    }
}
