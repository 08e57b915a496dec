using Node.Jobs.Bridges;
using Node.Jobs.Pipeline.Tasks;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Bridges;

public sealed class BridgeMeterTests
{
    [Fact]
    public void Only_the_last_calls_are_shown_and_all_are_counted()
    {
        var meter = new BridgeMeter(new BridgeOptions { CallsShownMax = 3 });
        for (var i = 0; i < 10; i++)
        {
            meter.Add("a", Call(i, status: 200), Asked((MapValue)PipelineValue.Map(("n", PipelineValue.Of(i)))));
        }

        var stats = meter.StatsOf("a");
        Assert.Equal((10, 0), (stats.Requests, stats.Errors));
        Assert.Equal([9, 8, 7], stats.Calls.Select(call => (int)call.RunId));
        Assert.Equal("""{"n":9}""", stats.LastPayload!.ToString());
        Assert.Equal(0, meter.StatsOf("b").Requests);
    }

    [Fact]
    public void Calls_without_an_answer_do_not_count_as_latency()
    {
        var meter = new BridgeMeter(new BridgeOptions());
        meter.Add("a", Call(1, status: null) with { Error = "gone", IsTimeout = true, Took = TimeSpan.FromSeconds(15) }, Asked(MapValue.Empty));
        Assert.Null(meter.StatsOf("a").P99);
        meter.Add("a", Call(2, status: 500) with { Error = "status 500" }, Asked(MapValue.Empty));
        var stats = meter.StatsOf("a");
        Assert.Equal((2, 2, 1), (stats.Requests, stats.Errors, stats.Timeouts));
        Assert.NotNull(stats.P50);
        meter.ForgetAllBut(["a", "b"]);
        Assert.Equal(2, meter.StatsOf("a").Requests);
        meter.ForgetAllBut(["b"]);
        Assert.Equal(0, meter.StatsOf("a").Requests);
    }

    private static BridgeCall Call(int run, int? status) =>
        new() { At = DateTimeOffset.UnixEpoch, Took = TimeSpan.FromMilliseconds(5), RunId = run, Status = status };

    private static BridgeRequest Asked(MapValue payload) => new() { Name = "a", Payload = payload, Body = default };
}
