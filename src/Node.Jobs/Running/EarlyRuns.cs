using System.Collections.Concurrent;
using Node.Core.Storage;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Runs;
using Node.Jobs.Specs;

namespace Node.Jobs.Running;

/// <summary>
/// Executes runs of pipelines that only compute where they come in, on the sender's thread, so that their acceptance and their end
/// are one commit. Nobody outside can tell: what is not kept is executed again in its turn (ADR 0020). Of all jobs at most
/// <see cref="RunsOptions.ConcurrentMax"/> go at once; the others wait in their lanes.
/// </summary>
internal sealed class EarlyRuns(JobCatalog jobs, LaneSet lanes, JobExecution execution, RunsOptions options, TimeProvider time) : IEarlyRuns
{
    /// <summary>How long a run waits for those before it, to be executed early after them; then it is accepted to wait in the lane.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<long, EarlyGate> _gates = new();
    private int _going;

    /// <inheritdoc/>
    public async ValueTask<EarlyRun?> TryExecuteAsync(OpenRun run, CancellationToken cancellationToken)
    {
        if (jobs.Find(run.JobId) is not { Spec.Pipeline.OnlyComputes: true } job || job.Version != run.JobVersion || lanes.Find(run.JobId) is not { } lane)
        {
            return null;
        }

        var gate = GateOf(run.JobId);
        if (await EnterAsync(lane, gate, job, cancellationToken) is not { } place)
        {
            return null;
        }

        FinishedRun? end = null;
        try
        {
            var acceptedAt = UtcMicros.Truncate(time.GetUtcNow());
            var result = await execution.RunAsync(job, run, null, cancellationToken);
            end = result.State == RunState.Suspended ? null : execution.EndOf(run, result, acceptedAt);
        }
        finally
        {
            if (end is null)
            {
                Leave(lane, gate, place);
            }
        }

        return end is null ? null : new EarlyRun(end, place.Owner, place.Arrivals, () => Leave(lane, gate, place));
    }

    /// <inheritdoc/>
    public void Expect(long jobId) => GateOf(jobId).Expect();

    /// <inheritdoc/>
    public void Settle(long jobId) => GateOf(jobId).Settle();

    /// <inheritdoc/>
    public bool MayKeep(EarlyRun run) => lanes.Find(run.End.JobId) is { } lane && lane.IsSince(run.InstanceId, run.Arrivals);

    /// <summary>The lane of a job may be free.</summary>
    public void Look(long jobId)
    {
        if (_gates.TryGetValue(jobId, out var gate))
        {
            gate.Wake();
        }
    }

    /// <summary>Forgets the jobs that are not there any more.</summary>
    public void Forget(long jobId) => _gates.TryRemove(jobId, out _);

    private async ValueTask<EarlyPlace?> EnterAsync(RunLane lane, EarlyGate gate, Job job, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        while (true)
        {
            var changed = gate.Changed();
            lane.ConcurrentMax = job.Spec.MaxConcurrentRuns;
            var isBusy = true;
            if (gate.Expected == 0)
            {
                if (!TryTake())
                {
                    return null;
                }

                if (lane.TryEnterEarly(out isBusy) is { } place)
                {
                    return place;
                }

                Interlocked.Decrement(ref _going);
            }

            var left = WaitMax - time.GetElapsedTime(startedAt);
            if (!isBusy || left <= TimeSpan.Zero)
            {
                return null;
            }

            try
            {
                await changed.WaitAsync(left, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }

    private bool TryTake()
    {
        if (Interlocked.Increment(ref _going) <= options.ConcurrentMax)
        {
            return true;
        }

        Interlocked.Decrement(ref _going);
        return false;
    }

    private void Leave(RunLane lane, EarlyGate gate, EarlyPlace place)
    {
        Interlocked.Decrement(ref _going);
        lanes.Schedule(lane, lane.Release(place.Id));
        gate.Wake();
    }

    private EarlyGate GateOf(long jobId) => _gates.GetOrAdd(jobId, static _ => new EarlyGate());
}
