using System.Collections.Concurrent;
using Node.Jobs.Runs;

namespace Node.Jobs.Tests.Runs;

/// <summary>Keeps what the journal tells.</summary>
internal sealed class ToldRuns : IAcceptedRuns, IFinishedRuns
{
    public ConcurrentQueue<OpenRun> Accepted { get; } = new();

    public ConcurrentQueue<FinishedRun> Finished { get; } = new();

    public void OnAccepted(OpenRun run) => Accepted.Enqueue(run);

    public void OnFinished(FinishedRun run) => Finished.Enqueue(run);
}
