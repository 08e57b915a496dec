using Microsoft.Extensions.DependencyInjection;
using Node.Core.Http;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth.Chains;
using Node.Eth.Keys;
using Node.Eth.Transactions;
using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Running;
using Node.Jobs.Runs;
using Node.Jobs.Runs.Retention;
using Node.Jobs.Runs.Retrying;
using Node.Jobs.Scheduling;
using Node.Jobs.Spawning;
using Node.Jobs.Specs;
using Node.Jobs.Specs.Errors;
using Node.Jobs.Specs.Versions;
using Node.Jobs.Subscribing;
using Node.Jobs.Types;
using Node.Jobs.Types.Cron;
using Node.Jobs.Types.DirectRequest;
using Node.Jobs.Types.Logs;
using Node.Jobs.Types.Webhook;
using Node.Jobs.Types.Webhook.Initiators;

namespace Node.Jobs;

/// <summary>Wires what this floor has.</summary>
public static class JobsModule
{
    /// <summary>Registers jobs, pipelines, runs and triggers. Needs the database, the chains, outbound HTTP, a clock, randomness, and what makes meters and spans.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, JobsOptions jobs, RunsOptions options, BridgeOptions bridges)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddSingleton(jobs).AddSingleton(options).AddSingleton(bridges).AddBridges().AddPipeline(options).AddRuns().AddRunning().AddTriggers().AddSpecs().AddInitiators();
    }

    /// <summary>The services of this floor in the order in which they start.</summary>
    public static IReadOnlyList<IService> JobServices(this IServiceProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        var journal = provider.GetRequiredService<RunJournal>();
        var runner = provider.GetRequiredService<JobRunner>();
        var lease = provider.GetRequiredService<RunLease>();
        _ = provider.GetRequiredService<RunnerGauges>();
        lease.Attach(runner);
        journal.Attach(runner, provider.GetRequiredService<RunAnswers>(), provider.GetRequiredService<IEarlyRuns>());
        provider.GetRequiredService<JobCatalog>().Attach(provider.GetRequiredService<EarlierVersions>());
        provider.GetRequiredService<RunResumer>().Attach(runner.Resume, runner.LookAgain);
        provider.GetRequiredService<BridgeBook>().Attach(ActivatorUtilities.CreateInstance<JobBridges>(provider));
        var spawner = provider.GetRequiredService<JobSpawner>();
        spawner.Attach(runner.OnJobsChanged);
        provider.GetRequiredService<JobCatalog>().AttachRefresh(spawner.RefreshAsync);

        // Bridges are known before jobs that name them; jobs are known before runs are taken up; schedules and subscriptions tick only into a journal that writes.
        return
        [
            provider.GetRequiredService<JobErrors>(), lease, journal, provider.GetRequiredService<BridgeBook>(), provider.GetRequiredService<Scheduler>(),
            spawner, provider.GetRequiredService<CatalogRefresh>(), .. provider.InitiatorServices(), runner, provider.GetRequiredService<RunSweeper>(), provider.GetRequiredService<RetentionService>(),
            provider.GetRequiredService<CallbackExpiry>(), provider.GetRequiredService<RunAlarm>(), provider.GetRequiredService<OpenRunFigures>(),
        ];
    }

    /// <summary>Registers what reads job specs; needs <see cref="KnownChains"/> and nothing else.</summary>
    public static IServiceCollection AddSpecReaders(this IServiceCollection services) => services
        .AddSingleton<IJobSpecReader, CronSpecReader>()
        .AddSingleton<IJobSpecReader, WebhookSpecReader>()
        .AddSingleton<IJobSpecReader, DirectRequestSpecReader>()
        .AddSingleton<IJobSpecReader, EthLogSpecReader>()
        .AddSingleton<SpecChecker>();

    private static IServiceCollection AddBridges(this IServiceCollection services) => services
        .AddSingleton<BridgeRepository>()
        .AddSingleton<BridgeAnswerRepository>()
        .AddSingleton<BridgeBook>()
        .AddSingleton<IBridgeBook>(provider => provider.GetRequiredService<BridgeBook>())
        .AddSingleton<BridgeMetrics>()
        .AddSingleton<BridgeMeter>()
        .AddSingleton<IBridges, BridgeClient>()
        .AddSingleton<IBridgeProbe, BridgeProbe>();

    private static IServiceCollection AddPipeline(this IServiceCollection services, RunsOptions options) => services
        .AddSingleton(provider => StandardTasks.CreateRegistry(new TaskServices(
            provider.GetRequiredService<IOutboundHttp>(), provider.GetRequiredService<IChainSet>())
        {
            VrfKeys = provider.GetService<IVrfKeystore>(),
            Bridges = provider.GetRequiredService<IBridges>(),
        }))
        .AddSingleton(new PipelineExecutor(new ExecutorOptions { RunDurationMax = options.DurationMax }));

    private static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<OpenRunRepository>()
        .AddSingleton<HistoryMeter>()
        .AddSingleton<RunHistoryRepository>()
        .AddRetention()
        .AddSingleton<RunWaitRepository>()
        .AddSingleton<RunCallbackRepository>()
        .AddSingleton<RunInstanceRepository>()
        .AddSingleton<RunningRuns>()
        .AddSingleton<RunRight>()
        .AddSingleton<RunMetrics>()
        .AddSingleton<JournalWriter>()
        .AddSingleton<RunJournal>()
        .AddSingleton<OpenRunLimit>()
        .AddSingleton<IRunInbox, RunInbox>()
        .AddSingleton<IRunReader, RunReader>()
        .AddSingleton<RunRetries>();

    private static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton<SegmentRepository>()
        .AddSingleton<UnsettledRuns>()
        .AddSingleton<RowKeeper>()
        .AddSingleton<SegmentKeeper>()
        .AddSingleton<IHistoryKeeper>(provider => provider.GetRequiredService<Database>().Dialect.Engine == EngineKind.Postgres
            ? provider.GetRequiredService<SegmentKeeper>()
            : provider.GetRequiredService<RowKeeper>())
        .AddSingleton<RunKeyPruner>()
        .AddSingleton<RetentionService>();

    private static IServiceCollection AddRunning(this IServiceCollection services) => services
        .AddSingleton<IRunEffects, RunEffects>()
        .AddSingleton<JobExecution>()
        .AddSingleton<RunExecutor>()
        .AddSingleton<EarlyRuns>()
        .AddSingleton<IEarlyRuns>(provider => provider.GetRequiredService<EarlyRuns>())
        .AddSingleton<RunLease>()
        .AddSingleton<LaneClaims>()
        .AddSingleton<LaneSet>()
        .AddSingleton<RunnerGauges>()
        .AddSingleton<OpenRunFigures>()
        .AddSingleton<JobRunner>()
        .AddSingleton<RunCancel>()
        .AddSingleton<IRunCancel>(provider => provider.GetRequiredService<RunCancel>())
        .AddSingleton<RunSweeper>()
        .AddSingleton<RunAnswers>()
        .AddSingleton<RunResumer>()
        .AddSingleton<CallbackAddress>()
        .AddSingleton<RunCallbacks>()
        .AddSingleton<ICallbacks>(provider => provider.GetRequiredService<RunCallbacks>())
        .AddSingleton<CallbackExpiry>()
        .AddSingleton<RunAlarm>()
        .AddSingleton<ITxObserver>(provider => provider.GetRequiredService<RunResumer>());

    private static IServiceCollection AddTriggers(this IServiceCollection services) => services
        .AddSingleton<LastTickRepository>()
        .AddSingleton<LastTicks>()
        .AddSingleton<ScheduleMetrics>()
        .AddSingleton<Scheduler>()
        .AddSingleton<JobSubscriber>();

    private static IServiceCollection AddSpecs(this IServiceCollection services) => services
        .AddSingleton<IJobType, CronJobType>()
        .AddSingleton<IJobType, WebhookJobType>()
        .AddSingleton<IJobType, DirectRequestJobType>()
        .AddSingleton<IJobType, EthLogJobType>()
        .AddSpecReaders()
        .AddSingleton(provider => new KnownChains([.. provider.GetRequiredService<IChainSet>().All.Select(chain => chain.Id)]))
        .AddSingleton<JobRepository>()
        .AddSingleton<JobVersionRepository>()
        .AddSingleton<IStoredJobs, StoredJobs>()
        .AddSingleton<EarlierVersions>()
        .AddSingleton<JobErrorRepository>()
        .AddSingleton<JobErrors>()
        .AddSingleton<IJobErrors>(provider => provider.GetRequiredService<JobErrors>())
        .AddSingleton<JobWriter>()
        .AddSingleton<JobCatalog>()
        .AddSingleton<JobSpawner>()
        .AddSingleton<CatalogRefresh>()
        .AddSingleton<IJobs>(provider => provider.GetRequiredService<JobSpawner>());
}
