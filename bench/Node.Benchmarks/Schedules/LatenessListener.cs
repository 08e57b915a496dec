using System.Collections.Concurrent;
using Node.Jobs.Scheduling;

namespace Node.Benchmarks.Schedules;

/// <summary>Notes how long after its instant each tick comes.</summary>
internal sealed class LatenessListener : IScheduleListener
{
    private readonly ConcurrentQueue<double> _late = new();

    public IReadOnlyList<double> Milliseconds => [.. _late];

    public Task OnTickAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        _late.Enqueue((DateTimeOffset.UtcNow - instant).TotalMilliseconds);
        return Task.CompletedTask;
    }
}
