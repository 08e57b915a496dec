using System.Diagnostics.Metrics;
using Serilog.Core;
using Serilog.Events;

namespace Node.Telemetry;

/// <summary>Counts what is logged, by level; what the level of the log leaves out is not counted.</summary>
internal sealed class LogMetrics : ILogEventSink
{
    private static readonly KeyValuePair<string, object?>[] Levels =
    [
        new("level", "trace"), new("level", "debug"), new("level", "information"), new("level", "warning"), new("level", "error"), new("level", "critical"),
    ];

    private readonly long[] _events = new long[Levels.Length];

    public LogMetrics(IMeterFactory meters) => meters.Create("Node").CreateObservableCounter(
        "node.log.events", () => Levels.Select((level, i) => new Measurement<long>(Interlocked.Read(ref _events[i]), level)), description: "Lines of the log, by level.");

    public void Emit(LogEvent logEvent) => Interlocked.Increment(ref _events[(int)logEvent.Level]);
}
