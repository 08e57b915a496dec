using Node.Jobs.Runs;

namespace Node.Jobs.Tests.Runs;

/// <summary>Everything is accepted first.</summary>
internal sealed class NoEarlyRuns : IEarlyRuns
{
    public ValueTask<EarlyRun?> TryExecuteAsync(OpenRun run, CancellationToken cancellationToken) => ValueTask.FromResult<EarlyRun?>(null);

    public void Expect(long jobId)
    {
    }

    public void Settle(long jobId)
    {
    }

    public bool MayKeep(EarlyRun run) => false;
}
