using Microsoft.Extensions.Logging.Abstractions;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;
using Node.Jobs.Subscribing;
using Node.Jobs.Tests.Running;
using Node.Jobs.Tests.Specs.Errors;
using Node.Jobs.Tests.Types;
using Node.Testing.Chain;
using Xunit;

namespace Node.Jobs.Tests.Subscribing;

public sealed class LogTriggersTests
{
    private readonly RecordingInbox _inbox = new();
    private readonly TestChain _chain = new();
    private readonly ToldErrors _errors = new();
    private readonly JobSubscriber _subscriber;

    public LogTriggersTests() => _subscriber = new JobSubscriber(_chain, _inbox, _errors, NullLogger<JobSubscriber>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logs_are_handed_back_only_when_their_triggers_are_committed()
    {
        var commit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inbox.Commit = commit.Task;
        await _subscriber.SubscribeAsync(Subscription(_chain.Id), Token);
        var handling = _chain.Subscriptions["job:7"].Listener.OnLogsAsync([Log(1), Log(2), Log(3)], Token);
        Assert.False(handling.IsCompleted);
        commit.SetResult();
        await handling.WaitAsync(RunnerRig.Patience, Token);
        Assert.Equal(["log-1", "log-3"], _inbox.Triggers.Select(trigger => trigger.Key));
    }

    [Fact]
    public async Task A_commit_that_fails_is_told_to_whoever_delivers_so_that_it_delivers_again()
    {
        _inbox.Commit = Task.FromException(new OperationCanceledException("closed"));
        await _subscriber.SubscribeAsync(Subscription(_chain.Id), Token);
        await Assert.ThrowsAsync<OperationCanceledException>(() => _chain.Subscriptions["job:7"].Listener.OnLogsAsync([Log(1)], Token));
    }

    [Fact]
    public async Task Logs_that_are_all_refused_trigger_nothing()
    {
        _inbox.Commit = Task.FromException(new InvalidOperationException("nothing may be accepted"));
        await _subscriber.SubscribeAsync(Subscription(_chain.Id), Token);
        await _chain.Subscriptions["job:7"].Listener.OnLogsAsync([Log(2), Log(4)], Token);
        Assert.Empty(_inbox.Triggers);
        Assert.Equal([(7L, "a log could not be read: even")], _errors.All);
    }

    [Fact]
    public async Task Roots_of_the_block_come_with_the_trigger_when_they_are_wanted()
    {
        var scripted = new ScriptedChain();
        var block = scripted.MineEmpty();
        _chain.Asked = new EthClient(new ScriptedTransport(scripted));
        await _subscriber.SubscribeAsync(Subscription(_chain.Id) with { WantsBlockRoots = true }, Token);
        var listener = _chain.Subscriptions["job:7"].Listener;
        await listener.OnLogsAsync([Log(1) with { BlockHash = block.Header.Hash }], Token);
        var run = (MapValue)((MapValue)Assert.Single(_inbox.Triggers).Vars).Members["jobRun"];
        Assert.Equal(PipelineValue.Of(block.Header.StateRoot.ToBytes()), run.Members["blockStateRoot"]);

        var gone = await Assert.ThrowsAsync<RpcException>(() => listener.OnLogsAsync([Log(1)], Token));
        Assert.True(gone.IsTransient);
        Assert.Single(_inbox.Triggers);
    }

    [Fact]
    public async Task A_subscription_ends_and_its_place_is_kept_or_forgotten()
    {
        await _subscriber.SubscribeAsync(Subscription(_chain.Id), Token);
        await _subscriber.UnsubscribeAsync(7, _chain.Id, forget: false, Token);
        Assert.Empty(_chain.Subscriptions);
        Assert.Empty(_chain.Forgotten);
        await _subscriber.UnsubscribeAsync(7, _chain.Id, forget: true, Token);
        await _subscriber.UnsubscribeAsync(7, new ChainId(404), forget: true, Token);
        Assert.Equal(["job:7"], _chain.Forgotten);
    }

    [Fact]
    public async Task A_chain_that_is_not_configured_cannot_be_subscribed_to()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => _subscriber.SubscribeAsync(Subscription(new ChainId(404)), Token));
        Assert.Contains("chain 404 is not configured", e.Message, StringComparison.Ordinal);
    }

    private static JobSubscription Subscription(ChainId chain) => new()
    {
        JobId = 7,
        ChainId = chain,
        Address = default,
        Topics = [],
        Confirmations = 1,
        Reader = new OddReader(),
    };

    private static EthLog Log(long index) => new(default, [], [], 1, default, default, index, 0);

    /// <summary>Takes logs with an odd index, and cannot read those whose index is a multiple of four.</summary>
    private sealed class OddReader : IRequestReader
    {
        public Trigger? Read(EthLog log, out LogRefusal? refusal)
        {
            refusal = log.LogIndex % 2 == 0 ? new LogRefusal("even", IsUnreadable: log.LogIndex % 4 == 0) : null;
            return refusal is null ? new Trigger(7, TriggerKind.Log, $"log-{log.LogIndex}", PipelineValue.Map(("jobRun", PipelineValue.Map()))) : null;
        }
    }
}
