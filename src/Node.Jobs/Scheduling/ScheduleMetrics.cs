using System.Diagnostics.Metrics;

namespace Node.Jobs.Scheduling;

/// <summary>Counts ticks of schedules.</summary>
internal sealed class ScheduleMetrics
{
    private static readonly KeyValuePair<string, object?> Delivered = new("outcome", "delivered");
    private static readonly KeyValuePair<string, object?> Failed = new("outcome", "failed");

    private readonly Counter<long> _ticks;
    private readonly Counter<long> _missed;

    public ScheduleMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Node.Jobs");
        _ticks = meter.CreateCounter<long>("node.schedule.ticks", description: "Deliveries of ticks of schedules, by whether their trigger was taken; one that was not is tried again.");
        _missed = meter.CreateCounter<long>("node.schedule.missed", description: "Ticks that came too late or while the node was down and are made up for.");

        // What was never counted is 0 and not missing: only so the first one is seen as an increase.
        _ticks.Add(0, Delivered);
        _ticks.Add(0, Failed);
        _missed.Add(0);
    }

    public void Ticked(bool isDelivered) => _ticks.Add(1, isDelivered ? Delivered : Failed);

    public void Missed(int count) => _missed.Add(count);
}
