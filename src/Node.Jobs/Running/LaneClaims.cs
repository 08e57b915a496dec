using System.Threading.Channels;
using Node.Core.Storage;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>Gathers lanes that want an owner and claims them together, so that a thousand jobs that fire at once need one commit.</summary>
internal sealed class LaneClaims(Database database, RunInstanceRepository instances, RunLease lease)
{
    private const int BatchMax = 1000;

    private readonly Channel<RunLane> _asked = Channel.CreateUnbounded<RunLane>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Asks for a lane.</summary>
    public void Ask(RunLane lane) => _asked.Writer.TryWrite(lane);

    /// <summary>Waits until lanes were asked for and takes them.</summary>
    public async Task<IReadOnlyList<RunLane>> NextAsync(CancellationToken cancellationToken)
    {
        await _asked.Reader.WaitToReadAsync(cancellationToken);
        List<RunLane> lanes = [];
        while (lanes.Count < BatchMax && _asked.Reader.TryRead(out var lane))
        {
            lanes.Add(lane);
        }

        return lanes;
    }

    /// <summary>Claims lanes for this process.</summary>
    /// <returns>The instance that claimed, and the jobs whose lanes it has now; null when it was taken over from.</returns>
    public async Task<(long InstanceId, IReadOnlySet<long>? Owned)> ClaimAsync(IReadOnlyList<RunLane> lanes, CancellationToken cancellationToken)
    {
        var instanceId = lease.InstanceId;
        var owned = await database.WriteAsync(
            session =>
            {
                session.Mark("claim");
                return instances.ClaimAsync(session, instanceId, [.. lanes.Select(lane => lane.JobId).Distinct()]);
            },
            cancellationToken);
        if (owned is null)
        {
            lease.OnRefused(instanceId);
        }

        return (instanceId, owned);
    }

    /// <summary>Gives lanes up.</summary>
    public Task ReleaseAsync(IReadOnlyCollection<long> jobIds, CancellationToken cancellationToken) =>
        database.WriteAsync(session => instances.ReleaseAsync(session.Mark("release"), lease.InstanceId, jobIds), cancellationToken);
}
