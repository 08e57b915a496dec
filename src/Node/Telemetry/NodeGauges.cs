using System.Diagnostics.Metrics;
using Node.Core.Health;
using Node.Core.Services;

namespace Node.Telemetry;

/// <summary>Shows the checker's answers and the process; looked up when they are asked for.</summary>
internal sealed class NodeGauges
{
    private readonly IChecker _checker;

    public NodeGauges(IMeterFactory meters, IChecker checker, TimeProvider time, string version)
    {
        _checker = checker;
        var startedAt = time.GetTimestamp();
        var meter = meters.Create("Node");
        meter.CreateObservableGauge("node.health", Health, description: "Each line of the health report: 1 healthy, 0 failing.");
        meter.CreateObservableGauge("node.ready", () => checker.IsReady().IsReady ? 1 : 0, description: "1 when the node is ready, as /ready says.");
        meter.CreateObservableGauge("node.healthy", () => checker.IsHealthy().IsHealthy ? 1 : 0, description: "1 when the node is healthy, as /health says.");
        meter.CreateObservableGauge("node.health.failing", () => Failing(checker.IsHealthy().Checks), description: "Lines of the health report that fail.");
        meter.CreateObservableGauge("node.uptime", () => time.GetElapsedTime(startedAt).TotalSeconds, "s", "Time since the start.");
        meter.CreateObservableGauge(
            "node.build", () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", version)), description: "Always 1; the label says which version runs.");
    }

    private static int Failing(IReadOnlyDictionary<string, HealthFault?> checks) => checks.Values.Count(fault => fault is not null);

    private IEnumerable<Measurement<int>> Health() => _checker.IsHealthy().Checks.Select(
        check => new Measurement<int>(check.Value is null ? 1 : 0, new KeyValuePair<string, object?>("check", check.Key)));
}
