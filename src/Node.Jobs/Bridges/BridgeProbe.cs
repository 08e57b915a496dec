using System.Text;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Bridges;

/// <summary>Lets an operator look at a bridge and ask it by hand.</summary>
internal sealed class BridgeProbe(IBridges bridges, BridgeMeter meter, TimeProvider time) : IBridgeProbe
{
    /// <inheritdoc/>
    public BridgeStats StatsOf(string name) => meter.StatsOf(name);

    /// <inheritdoc/>
    public async Task<BridgeProbeAnswer?> AskAsync(string name, MapValue? payload, CancellationToken cancellationToken)
    {
        if (RequestOf(name, payload) is not { } asked)
        {
            return null;
        }

        var shown = ValueJson.Write(asked.Payload);
        var started = time.GetTimestamp();
        try
        {
            var answer = await bridges.AskAsync(asked with { Body = ValueJson.WriteUtf8(asked.Payload) }, cancellationToken);
            return new BridgeProbeAnswer(shown, time.GetElapsedTime(started), answer.Status, Encoding.UTF8.GetString(answer.Body), null);
        }
        catch (BridgeException e)
        {
            return new BridgeProbeAnswer(shown, time.GetElapsedTime(started), null, null, e.Message);
        }
    }

    // As the task asked, with its headers and within its time, but in nobody's name.
    private BridgeRequest? RequestOf(string name, MapValue? payload) => payload is not null
        ? new BridgeRequest { Name = name, Payload = payload, Body = default }
        : meter.LastAsked(name) is { } last
            ? last with { Job = new JobFacts { MaxTaskDuration = last.Job.MaxTaskDuration }, RunId = 0, TaskName = "" }
            : null;
}
