using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Subscribing;
using Xunit;

namespace Node.Jobs.Tests.Subscribing;

public sealed class BlockRootsTests
{
    [Theory]
    [InlineData("a [type=memo value=\"$(jobRun.blockReceiptsRoot)\"]", true)]
    [InlineData("a [type=memo value=\"$( jobRun.blockStateRoot )\"]", true)]
    [InlineData("a [type=memo value=\"$(jobRun.logBlockHash)\"]", false)]
    public void Only_pipelines_that_read_them_cost_a_call(string source, bool expected) => Assert.Equal(expected, BlockRoots.AreReadBy(source));

    [Fact]
    public void The_roots_come_beside_what_the_run_begins_with()
    {
        var header = new BlockHeader(Root(1), 7, Root(2), DateTimeOffset.UnixEpoch, 1, Root(3), Root(4), Root(5), 30_000_000);
        var vars = PipelineValue.Map(("jobRun", PipelineValue.Map(("logBlockNumber", PipelineValue.Of(7)))), ("other", PipelineValue.Of(1)));
        var with = (MapValue)BlockRoots.AddTo(vars, header);
        Assert.Equal(PipelineValue.Of(1), with.Members["other"]);
        var run = (MapValue)with.Members["jobRun"];
        Assert.Equal(PipelineValue.Of(7), run.Members["logBlockNumber"]);
        Assert.Equal(
            [Root(3), Root(4), Root(5)], BlockRoots.Names.Select(name => new Hash32(((BytesValue)run.Members[name]).Span)));
        Assert.Equal(PipelineValue.Null, BlockRoots.AddTo(PipelineValue.Null, header));
    }

    private static Hash32 Root(byte first) => new([first, .. new byte[31]]);
}
