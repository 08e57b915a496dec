using Node.Auditing;
using Node.Core.Health;
using Node.Core.Http;
using Node.Core.Randomness;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Eth;
using Node.Eth.Keys;
using Node.Http;
using Node.Jobs;
using Node.Profiling;
using Node.Telemetry;

namespace Node.Composition;

/// <summary>The whole node as a list of its floors.</summary>
internal static class NodeModules
{
    /// <summary>Registers everything but the database's migrations, which come before.</summary>
    public static IServiceCollection AddNode(this IServiceCollection services, NodeOptions options, Database database, TimeProvider time, IRandomSource random) => services
        .AddSingleton(time)
        .AddSingleton(random)
        .AddSingleton(database)
        .AddTelemetry(options.Telemetry, NodeHost.Version)
        .AddHealth(options.Health)
        .AddOutboundHttp(options.OutboundHttp)
        .AddEth(options.Chains, options.Keystore)
        .AddSingleton(options.Initiators)
        .AddJobs(options.Jobs, options.Runs, options.Bridges)
        .AddAuditing(options.AuditLogger, options.DataFolder)
        .AddNodeHttp(options.Http)
        .AddProfiling(options.AutoPprof, options.DataFolder)
        .AddSingleton<IdleMemory>()
        .AddSingleton(provider => new Application(
            ServicesOf(provider), provider.GetRequiredService<Keystore>(), provider.GetRequiredService<IChecker>()))
        .AddHostedService<ApplicationHost>();

    private static IServiceCollection AddHealth(this IServiceCollection services, CheckerOptions options) => services
        .AddSingleton(options)
        .AddSingleton<IChecker, Checker>();

    private static IReadOnlyList<IService> ServicesOf(IServiceProvider provider) =>
    [
        provider.GetRequiredService<AuditService>(), provider.GetRequiredService<Keystore>(), .. provider.EthServices(), .. provider.JobServices(),
        provider.GetRequiredService<IdleMemory>(), provider.GetRequiredService<Nurse>(),
    ];
}
