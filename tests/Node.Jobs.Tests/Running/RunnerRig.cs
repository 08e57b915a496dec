using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Storage;
using Node.Eth.Transactions;
using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Bridges;
using Node.Jobs.Tests.Specs.Errors;
using Node.Jobs.Types.Webhook;
using Node.Testing;
using Node.Testing.Http;
using Xunit;

namespace Node.Jobs.Tests.Running;

/// <summary>Everything that makes a run of a trigger, on a real database; the outside is the test's.</summary>
internal sealed class RunnerRig : IFinishedRuns
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly JobRepository JobRows = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<FinishedRun>> _ends = new();

    public RunnerRig(
        Database database,
        TestChain? chain = null,
        FakeOutboundHttp? http = null,
        RunsOptions? options = null,
        BridgeOptions? bridges = null,
        TimeProvider? callbackTime = null,
        TimeProvider? leaseTime = null)
    {
        Database = database;
        Chain = chain ?? new TestChain();
        Http = http ?? new FakeOutboundHttp();
        Options = options ?? new RunsOptions { ConcurrentMax = 4, StopGrace = TimeSpan.Zero, LeaseTime = TimeSpan.FromSeconds(1) };
        BridgeOptions = bridges ?? new BridgeOptions();
        Meter = new BridgeMeter(BridgeOptions);
        Book = new BridgeBook(
            database, new BridgeRepository(), Answers, Meter, new OpenBox(), BridgeOptions, SeededRandom.Fresh(), TimeProvider.System, NullLogger<BridgeBook>.Instance);
        Client = new BridgeClient(database, Book, Answers, Http, Meter, BridgeOptions, TimeProvider.System, NullLogger<BridgeClient>.Instance);
        Registry = StandardTasks.CreateRegistry(new TaskServices(Http, Chain) { Bridges = Client });
        Journal = new RunJournal(
            database, new JournalWriter(OpenRuns, History, Waits, Instances, TimeProvider.System), Running, Errors, Options, TimeProvider.System,
            NullLogger<RunJournal>.Instance);
        Resumer = new RunResumer(OpenRuns, Waits);
        var right = new RunRight(Running, Instances);
        Callbacks = new RunCallbacks(
            database, OpenRuns, Waits, right, new RunCallbackRepository(), Resumer, BridgeOptions, new CallbackAddress { Base = new Uri("http://node.example:6688") },
            SeededRandom.Fresh(), callbackTime ?? TimeProvider.System, NullLogger<RunCallbacks>.Instance);
        Effects = new RunEffects(database, Chain, OpenRuns, Waits, right, Callbacks, TimeProvider.System, NullLogger<RunEffects>.Instance);
        var execution = new JobExecution(new PipelineExecutor(), Effects, SeededRandom.Fresh(), TimeProvider.System);
        var executor = new RunExecutor(
            database, Jobs, JobRows, OpenRuns, Waits, Instances, Journal, execution, TimeProvider.System, NullLogger<RunExecutor>.Instance);
        Lease = new RunLease(database, Instances, Options, leaseTime ?? TimeProvider.System, NullLogger<RunLease>.Instance);
        var claims = new LaneClaims(database, Instances, Lease);
        Lanes = new LaneSet(claims, Options);
        Early = new EarlyRuns(Jobs, Lanes, execution, Options, TimeProvider.System);
        Inbox = new RunInbox(Journal, Jobs, Early, new OpenRunLimit(database, OpenRuns, Options, TimeProvider.System));
        Alarm = new RunAlarm(database, OpenRuns, Waits, Resumer, TimeProvider.System, NullLogger<RunAlarm>.Instance);
        Runner = new JobRunner(
            database, OpenRuns, JobRows, Jobs, executor, Lanes, claims, Lease, Running, Early, Options, TimeProvider.System, NullLogger<JobRunner>.Instance);
        Lease.Attach(Runner);
        Reader = new RunReader(database, OpenRuns, History, Running);
        Cancel = new RunCancel(database, OpenRuns, History, Waits, Running, Lanes, new RunAnswers(Reader, TimeProvider.System), Errors, TimeProvider.System);
        Sweeper = new RunSweeper(
            database, OpenRuns, JobRows, Jobs, Cancel, Lanes, claims, Options, TimeProvider.System, NullLogger<RunSweeper>.Instance);
        Resumer.Attach(Runner.Resume, Runner.LookAgain);
        Journal.Attach(Runner, this, Early);
    }

    public Database Database { get; }

    public TestChain Chain { get; }

    public FakeOutboundHttp Http { get; }

    public RunsOptions Options { get; }

    public BridgeOptions BridgeOptions { get; }

    public BridgeAnswerRepository Answers { get; } = new();

    public BridgeBook Book { get; }

    public BridgeMeter Meter { get; }

    public BridgeClient Client { get; }

    public RunCallbacks Callbacks { get; }

    public TaskRegistry Registry { get; }

    public JobCatalog Jobs { get; } = new();

    public ToldErrors Errors { get; } = new();

    public OpenRunRepository OpenRuns { get; } = new();

    public RunHistoryRepository History { get; } = new();

    public RunWaitRepository Waits { get; } = new();

    public RunInstanceRepository Instances { get; } = new();

    public RunningRuns Running { get; } = new();

    public RunLease Lease { get; }

    public LaneSet Lanes { get; }

    public RunReader Reader { get; }

    public RunCancel Cancel { get; }

    public RunSweeper Sweeper { get; }

    public EarlyRuns Early { get; }

    public RunAlarm Alarm { get; }

    public RunJournal Journal { get; }

    public RunInbox Inbox { get; }

    public RunEffects Effects { get; }

    public JobRunner Runner { get; }

    public RunResumer Resumer { get; }

    /// <summary>Ids of finished runs in the order in which they ended.</summary>
    public ConcurrentQueue<long> Ended { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        await Lease.StartAsync(Token);
        await Journal.StartAsync(Token);
        await Book.StartAsync(Token);
        await Runner.StartAsync(Token);
        await Sweeper.StartAsync(Token);
        await Alarm.StartAsync(Token);
    }

    public async Task CloseAsync()
    {
        await Runner.CloseAsync().WaitAsync(Patience, Token);
        await Sweeper.CloseAsync().WaitAsync(Patience, Token);
        await Alarm.CloseAsync().WaitAsync(Patience, Token);
        await Book.CloseAsync().WaitAsync(Patience, Token);
        await Journal.CloseAsync().WaitAsync(Patience, Token);
        await Lease.CloseAsync().WaitAsync(Patience, Token);
    }

    /// <summary>Stores a job and puts it into the catalog.</summary>
    public async Task<Job> AddJobAsync(string pipeline, int maxConcurrentRuns = 1)
    {
        var spec = SpecOf(pipeline, maxConcurrentRuns);
        var externalId = Guid.NewGuid();
        var now = UtcMicros.Truncate(TimeProvider.System.GetUtcNow());
        var id = await Database.WriteAsync(session => JobRows.TryAddAsync(session, externalId, spec, now), Token);
        var job = new Job(id!.Value, externalId, spec, now);
        Jobs.Add(job);
        return job;
    }

    /// <summary>Puts jobs of an earlier rig into the catalog, as the spawner does at a start.</summary>
    public RunnerRig With(params Job[] jobs)
    {
        foreach (var job in jobs)
        {
            Jobs.Add(new Job(job.Id, job.ExternalJobId, SpecOf(job.Spec.ObservationSource, job.Spec.MaxConcurrentRuns), job.CreatedAt));
        }

        return this;
    }

    public Task DeleteJobAsync(Job job)
    {
        Jobs.Remove(job);
        return Database.WriteAsync(session => JobRows.RemoveAsync(session, job.Id), Token);
    }

    public Task<AcceptedRun> AcceptAsync(Job job, string key, PipelineValue? vars = null) =>
        Inbox.AcceptAsync(new Trigger(job.Id, TriggerKind.Webhook, key, vars ?? PipelineValue.Map()), Token).WaitAsync(Patience, Token);

    public async Task<FinishedRun> EndOfAsync(long runId) => await EndOf(runId).Task.WaitAsync(Patience, Token);

    public Task<OpenRun?> OpenAsync(long runId) => Database.ReadAsync(session => OpenRuns.FindAsync(session, runId), Token);

    public Task<IReadOnlyList<RunWait>> WaitsAsync(long runId) => Database.ReadAsync(session => Waits.ListAsync(session, runId), Token);

    public Task<IReadOnlyList<FinishedRun>> HistoryAsync(Job job) =>
        Database.ReadAsync(session => History.ListAsync(session, RunFilter.All with { JobId = job.Id }, 0, long.MaxValue, int.MaxValue), Token);

    public Task<long> OpenCountAsync() => Database.ReadAsync(session => OpenRuns.CountAsync(session, null), Token);

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, what);
            await Task.Delay(TimeSpan.FromMilliseconds(5), Token);
        }
    }

    public static Task UntilAsync(Func<bool> isSo, string what) => UntilAsync(() => Task.FromResult(isSo()), what);

    public Task UntilSuspendedAsync(long runId) =>
        UntilAsync(async () => (await OpenAsync(runId))?.State == RunStatus.Suspended, $"run {runId} was not suspended");

    public Task ReportAsync(TxReport report) =>
        Database.WriteAsync(session => Resumer.OnTxReachedAsync(session, report, Token), Token);

    public static PipelineRun RecordOf(FinishedRun run) => RunRecordReader.Read(Encoding.UTF8.GetBytes(run.Record));

    void IFinishedRuns.OnFinished(FinishedRun run)
    {
        Ended.Enqueue(run.Id);
        EndOf(run.Id).TrySetResult(run);
    }

    private TaskCompletionSource<FinishedRun> EndOf(long runId) =>
        _ends.GetOrAdd(runId, _ => new TaskCompletionSource<FinishedRun>(TaskCreationOptions.RunContinuationsAsynchronously));

    private JobSpec SpecOf(string pipeline, int maxConcurrentRuns)
    {
        var compiled = PipelineCompiler.Compile(pipeline, Registry);
        Assert.True(compiled.IsAccepted, string.Join('\n', compiled.Faults));
        return new JobSpec
        {
            Source = pipeline,
            TypeName = WebhookSpecReader.Name,
            MaxConcurrentRuns = maxConcurrentRuns,
            ChainId = Chain.Id,
            ObservationSource = pipeline,
            Pipeline = compiled.Pipeline!,
            TypeSpec = new WebhookSpec(),
        };
    }
}
