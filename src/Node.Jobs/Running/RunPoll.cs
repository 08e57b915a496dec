using Node.Core.Storage;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>Finds what other processes accepted or made ready for lanes of this one.</summary>
internal sealed class RunPoll(Database database, OpenRunRepository openRuns, LaneSet lanes, RunLease lease, RunningRuns running)
{
    /// <summary>How often to look while there are other processes.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private HashSet<long> _readyBefore = [];
    private long _lastId;
    private long _instanceId;

    /// <summary>Looks once.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        if (_instanceId != lease.InstanceId)
        {
            (_instanceId, _lastId) = (lease.InstanceId, 0);
        }

        var (accepted, ready) = await database.ReadAsync(
            async session => (await openRuns.JobsAfterAsync(session, _lastId), await openRuns.AllReadyAsync(session)), cancellationToken);
        foreach (var run in accepted)
        {
            _lastId = Math.Max(_lastId, run.RunId);
            lanes.Change(run.JobId, lane => lane.AddStored(run.RunId));
        }

        // One that was made ready here comes by itself at once; one that is executed stays ready in the table until its end is stored.
        foreach (var run in ready.Where(run => _readyBefore.Contains(run.RunId)))
        {
            if (await database.ReadAsync(session => openRuns.FindAsync(session, run.RunId), cancellationToken) is { State: RunStatus.Ready } found
                && !running.Contains(found.Id))
            {
                lanes.Change(run.JobId, lane => lane.AddReadyOnce(found));
            }
        }

        _readyBefore = [.. ready.Select(run => run.RunId)];
    }
}
