using System.Collections.Concurrent;
using Node.Jobs.Scheduling;

namespace Node.Jobs.Tests.Scheduling;

/// <summary>Keeps the ticks it is told of, with the time at which it was told.</summary>
internal sealed class RecordedTicks(TimeProvider time) : IScheduleListener
{
    private readonly ConcurrentQueue<(DateTimeOffset Instant, DateTimeOffset Now)> _came = new();

    public Exception? Failure { get; init; }

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

        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
