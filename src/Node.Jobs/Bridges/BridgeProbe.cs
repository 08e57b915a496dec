using System.Text;
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
        if ((payload ?? meter.StatsOf(name).LastPayload) is not { } asked)
        {
            return null;
        }

        var started = time.GetTimestamp();
        try
        {
            var answer = await bridges.AskAsync(new BridgeRequest { Name = name, Payload = asked, Body = ValueJson.WriteUtf8(asked) }, cancellationToken);
            return new BridgeProbeAnswer(ValueJson.Write(asked), time.GetElapsedTime(started), answer.Status, Encoding.UTF8.GetString(answer.Body), null);
        }
        catch (BridgeException e)
        {
            return new BridgeProbeAnswer(ValueJson.Write(asked), time.GetElapsedTime(started), null, null, e.Message);
        }
    }
}
