using Node.Core.Storage;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>Finds what other processes accepted, made ready or cancelled in lanes of this one, and what this one did without knowing it.</summary>
internal sealed class RunPoll(Database database, OpenRunRepository openRuns, LaneSet lanes, RunLease lease, RunningRuns running)
{
    /// <summary>How often to look while there are other processes.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How many turns a process that is alone lets pass between looks: nothing is left behind for good, whatever happened.</summary>
    public const int TurnsAlone = 40;

    private const int LooksAfterOthers = 4;

    private HashSet<long> _readyBefore = [];
    private volatile bool _isAsked;
    private int _turns;
    private long _lastId;
    private long _instanceId;

    /// <summary>How many more looks there will be if no other process comes: what one left for this one's lanes before it stopped is found by them.</summary>
    public int LooksLeft { get; private set; }

    /// <summary>There will be a few looks from now on. From any thread.</summary>
    public void LookAgain() => _isAsked = true;

    /// <summary>Looks once if there is a reason to. A look that fails does not count.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var isAlone = !lease.HasOthers;
        if (!isAlone || _isAsked)
        {
            _isAsked = false;
            LooksLeft = LooksAfterOthers;
        }
        else if (LooksLeft == 0 && ++_turns >= TurnsAlone)
        {
            // Two in a row, since what was ready in both is what nobody takes.
            (_turns, LooksLeft) = (0, 2);
        }

        if (LooksLeft > 0)
        {
            await PollAsync(cancellationToken);
            LooksLeft -= isAlone ? 1 : 0;
        }
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        if (_instanceId != lease.InstanceId)
        {
            (_instanceId, _lastId) = (lease.InstanceId, 0);
        }

        var here = running.Ids;
        var (accepted, ready, open) = await database.ReadAsync(
            async session => (
                await openRuns.JobsAfterAsync(session, _lastId), await openRuns.AllReadyAsync(session), await openRuns.OpenAmongAsync(session, here)),
            cancellationToken);
        foreach (var runId in here.Where(runId => !open.Contains(runId)))
        {
            // Another process has cancelled it; or it has just ended here, and then this does nothing.
            running.Abandon(runId);
        }

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
