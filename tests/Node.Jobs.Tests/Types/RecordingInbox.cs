using System.Collections.Concurrent;
using Node.Jobs.Runs;

namespace Node.Jobs.Tests.Types;

/// <summary>Keeps triggers; commits when the test says.</summary>
internal sealed class RecordingInbox : IRunInbox
{
    private readonly ConcurrentQueue<Trigger> _triggers = new();

    public IReadOnlyList<Trigger> Triggers => [.. _triggers];

    /// <summary>What a commit waits for.</summary>
    public Task Commit { get; set; } = Task.CompletedTask;

    public async Task<AcceptedRun> AcceptAsync(Trigger trigger, CancellationToken cancellationToken) => (await AcceptAsync([trigger], cancellationToken))[0];

    public async Task<IReadOnlyList<AcceptedRun>> AcceptAsync(IReadOnlyList<Trigger> triggers, CancellationToken cancellationToken)
    {
        await Commit.WaitAsync(cancellationToken);
        foreach (var trigger in triggers)
        {
            _triggers.Enqueue(trigger);
        }

        return [.. triggers.Select((_, i) => new AcceptedRun(i + 1, true))];
    }
}
