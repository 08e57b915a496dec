using Node.Core.Storage;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>Reads what the database has for a lane, page by page; with the first one come the runs that go on after a wait.</summary>
internal sealed class LanePages(Database database, OpenRunRepository openRuns, LaneSet lanes, RunningRuns running)
{
    /// <summary>How many accepted runs a page has; fewer when it is the last.</summary>
    public const int PageSize = 200;

    /// <summary>Reads a page of accepted runs.</summary>
    public Task<IReadOnlyList<OpenRun>> LoadAsync(RunLane lane, LaneLoad load, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            if (load.AfterId == 0)
            {
                // What is executed stays ready in the table until its end is stored: it must not run again from there.
                foreach (var run in (await openRuns.ReadyAsync(session, lane.JobId)).Where(run => !running.Contains(run.Id)))
                {
                    lanes.Schedule(lane, lane.AddReadyOnce(run));
                }
            }

            return await openRuns.AcceptedAfterAsync(session, lane.JobId, load.AfterId, PageSize);
        },
        cancellationToken);
}
