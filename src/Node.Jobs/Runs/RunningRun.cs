namespace Node.Jobs.Runs;

/// <summary>One execution that is under way.</summary>
internal sealed class RunningRun : IDisposable
{
    private readonly CancellationTokenSource _abandoned;

    public RunningRun(long runId, long instanceId, CancellationToken abandon)
    {
        (RunId, InstanceId) = (runId, instanceId);
        _abandoned = CancellationTokenSource.CreateLinkedTokenSource(abandon);
    }

    public long RunId { get; }

    /// <summary>The instance under whose right it is executed.</summary>
    public long InstanceId { get; }

    /// <summary>Fires when the execution is to end without a result.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    public void Abandon()
    {
        try
        {
            _abandoned.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    public void Dispose() => _abandoned.Dispose();
}
