using System.Collections.Concurrent;
using Node.Jobs.Scheduling;

namespace Node.Jobs.Tests.Scheduling;

/// <summary>Keeps the ticks it is told of, with the time at which it was told.</summary>
internal sealed class RecordedTicks(TimeProvider time) : IScheduleListener
{
    private readonly ConcurrentQueue<(DateTimeOffset Instant, DateTimeOffset Now)> _came = new();

    /// <summary>What is thrown at the first ticks, one after the other.</summary>
    public ConcurrentQueue<Exception> Failures { get; init; } = [];

    public TaskCompletionSource? Hold { get; init; }

    public IReadOnlyList<(DateTimeOffset Instant, DateTimeOffset Now)> Came => [.. _came];

    public IReadOnlyList<DateTimeOffset> Instants => [.. _came.Select(came => came.Instant)];

    public async Task OnTickAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        _came.Enqueue((instant, time.GetUtcNow()));
        if (Hold is { } hold)
        {
            await hold.Task.WaitAsync(cancellationToken);
        }

        if (Failures.TryDequeue(out var failure))
        {
            throw failure;
        }
    }
}
