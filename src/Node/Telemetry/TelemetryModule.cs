using System.Diagnostics;
using System.Diagnostics.Metrics;
using Node.Core.Health;
using Node.Core.Randomness;
using Node.Core.Storage;
using Node.Core.Tracing;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Serilog.Core;

namespace Node.Telemetry;

/// <summary>Wires metrics and traces. Only here the node knows who collects them.</summary>
internal static class TelemetryModule
{
    /// <summary>The meters of the node and those of the runtime and the HTTP server.</summary>
    public static readonly IReadOnlyList<string> Meters =
        ["Node.Core", "Node.Eth", "Node.Jobs", "Node", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", RuntimeMeter];

    private const string RuntimeMeter = "System.Runtime";
    private const int BatchMax = 512;

    /// <summary>Registers what counts, what makes spans, and what collects both.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">The options.</param>
    /// <param name="version">The program's version.</param>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetryOptions options, string version)
    {
        services.AddMetrics();
        services.AddSingleton(options)
            .AddSingleton<Traces>()
            .AddSingleton<TraceSaltRepository>()
            .AddSingleton<DatabaseMetrics>()
            .AddSingleton<ILogEventSink, LogMetrics>()
            .AddSingleton(provider => new NodeGauges(
                provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<IChecker>(), provider.GetRequiredService<TimeProvider>(), version));
        var collector = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("oracle-node", serviceVersion: version))
            .WithMetrics(metrics => Collect(metrics, options));
        if (options.Otlp.Url is not null && options.TracedPercent > 0)
        {
            collector.WithTracing(traces => Send(traces, options));
        }

        return services;
    }

    /// <summary>Begins to count, and makes the ids of traces this database's own. To be called once the database is migrated.</summary>
    public static async Task StartTelemetryAsync(this IServiceProvider provider, CancellationToken cancellationToken)
    {
        // First who collects: what is counted while nobody does is lost, also the zeros.
        _ = provider.GetRequiredService<MeterProvider>();
        var database = provider.GetRequiredService<Database>();
        database.Metrics = provider.GetRequiredService<DatabaseMetrics>();
        _ = provider.GetRequiredService<NodeGauges>();
        var fresh = provider.GetRequiredService<IRandomSource>().NextBytes(Traces.SaltBytes);
        var salt = await database.WriteAsync(
            session => provider.GetRequiredService<TraceSaltRepository>().KeepAsync(session, fresh), cancellationToken);
        provider.GetRequiredService<Traces>().UseSalt(salt);
    }

    private static void Collect(MeterProviderBuilder metrics, TelemetryOptions options)
    {
        metrics.AddMeter([.. Meters]).AddPrometheusExporter(prometheus =>
        {
            prometheus.ScrapeResponseCacheDurationMilliseconds = 0;
            prometheus.ScopeInfoEnabled = false;
            prometheus.TargetInfoEnabled = false;
        });
        if (metrics is IDeferredMeterProviderBuilder deferred)
        {
            deferred.Configure((provider, builder) =>
            {
                // Another node in the same process has meters of the same names.
                var own = provider.GetRequiredService<IMeterFactory>();
                builder.AddView(instrument => instrument.Meter.Scope == own || instrument.Meter.Name == RuntimeMeter
                    ? new MetricStreamConfiguration { CardinalityLimit = options.SeriesMax }
                    : MetricStreamConfiguration.Drop);
            });
        }
    }

    private static void Send(TracerProviderBuilder traces, TelemetryOptions options) => traces
        .AddSource(Traces.SourceName)
        .SetSampler(new TraceIdRatioBasedSampler(options.TracedPercent / 100.0))
        .AddOtlpExporter(otlp =>
        {
            otlp.Endpoint = options.Otlp.Url!;
            otlp.Protocol = options.Otlp.Protocol == OtlpProtocol.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
            otlp.Headers = options.Otlp.Headers?.Reveal();
            otlp.TimeoutMilliseconds = (int)options.Otlp.Timeout.TotalMilliseconds;
            otlp.ExportProcessorType = ExportProcessorType.Batch;
            otlp.BatchExportProcessorOptions = new BatchExportProcessorOptions<Activity>
            {
                MaxQueueSize = options.Otlp.QueueMax,
                MaxExportBatchSize = Math.Min(BatchMax, options.Otlp.QueueMax),
                ScheduledDelayMilliseconds = (int)options.Otlp.Interval.TotalMilliseconds,
                ExporterTimeoutMilliseconds = (int)options.Otlp.Timeout.TotalMilliseconds,
            };
        });
}
