namespace Node.Jobs.Runs;

/// <summary>The one door by which all work enters.</summary>
public interface IRunInbox
{
    /// <summary>Commits a trigger. Returns when it is durable; waits when the node is behind.</summary>
    /// <exception cref="ArgumentException">The key is not one (<see cref="Trigger.IsKey"/>).</exception>
    /// <exception cref="RunsFullException">The job has too many open runs; nothing was accepted.</exception>
    /// <exception cref="OperationCanceledException">The node is stopping, or the caller gave up; the trigger may be committed nevertheless.</exception>
    Task<AcceptedRun> AcceptAsync(Trigger trigger, CancellationToken cancellationToken);

    /// <summary>Commits several triggers, in order. Returns when all are durable.</summary>
    /// <exception cref="ArgumentException">A key is not one.</exception>
    /// <exception cref="RunsFullException">The job has too many open runs; nothing was accepted.</exception>
    /// <exception cref="OperationCanceledException">The node is stopping, or the caller gave up; some may be committed nevertheless.</exception>
    Task<IReadOnlyList<AcceptedRun>> AcceptAsync(IReadOnlyList<Trigger> triggers, CancellationToken cancellationToken);
}
