using System.Text;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Execution;

public sealed class RunRecordTests
{
    private const string Price = """
        d1 [type=get]
        p1 [type=jsonparse path="data,result"]
        d2 [type=get]
        p2 [type=jsonparse path="data,result"]
        m1 [type=multiply times=100]
        m2 [type=multiply times=100]
        median [type=median]
        d1 -> p1 -> m1 -> median
        d2 -> p2 -> m2 -> median
        """;

    [Fact]
    public async Task A_record_is_small_and_comes_back_the_same()
    {
        var registry = TestTasks.With(TestTasks.Waiting("get", static (scope, _) =>
        {
            scope.Note(new OutsideNote("x.example:443", 200, 33));
            return ValueTask.FromResult(TaskResult.Ok(PipelineValue.Of("""{"data":{"result":1234.5678}}""")));
        }));
        var run = await Runner.RunAsync(Price, Runner.Vars("""{"jobRun":{"id":17,"data":{"$bytes":"0x0102"}}}"""), registry);
        var record = RunRecordWriter.Write(run);

        Assert.InRange(record.Length, 100, 1024);
        AssertSame(run, RunRecordReader.Read(record));
        Assert.Contains("\"same\":\"d1\"", Encoding.UTF8.GetString(record), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_attempts_and_waiting_come_back_too()
    {
        var registry = TestTasks.With(
            TestTasks.Waiting("tx", static (_, _) => ValueTask.FromResult(TaskResult.Pending(new PendingTask("a receipt", "t0"))), hasEffect: true),
            TestTasks.Waiting("down", static (scope, _) => ValueTask.FromResult(scope.Fail(TaskErrorKind.Transient, "away"))));
        var run = await Runner.RunAsync("a [type=fail msg=\"\u202e\\\"x\\\"\" index=3] b [type=tx] c [type=down]", registry: registry);
        Assert.Equal(RunState.Suspended, run.State);
        AssertSame(run, RunRecordReader.Read(RunRecordWriter.Write(run)));
    }

    [Fact]
    public async Task A_large_value_is_cut_to_its_beginning()
    {
        var run = await Runner.RunAsync("a [type=memo value=\"$(x)\"]", new MapValue(new() { ["x"] = PipelineValue.Of(new string('x', 100_000)) }));
        var lean = run with { Variables = MapValue.Empty };
        Assert.InRange(RunRecordWriter.Write(lean).Length, RunRecordWriter.RecordValueBytesMax, RunRecordWriter.RecordValueBytesMax + 500);
        var read = RunRecordReader.Read(RunRecordWriter.Write(lean));
        Assert.EndsWith("(100002 bytes)", ((TextValue)read.Outputs[0]!).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"v\":1,\"state\":\"nonsense\",\"at\":1,\"us\":1}")]
    [InlineData("[1]")]
    public void What_is_no_record_is_refused(string json) =>
        Assert.Throws<FormatException>(() => RunRecordReader.Read(Encoding.UTF8.GetBytes(json)));

    private static void AssertSame(PipelineRun expected, PipelineRun actual)
    {
        Assert.Equal(expected.State, actual.State);
        Assert.Equal(expected.StartedAt, actual.StartedAt);
        Assert.Equal(expected.FinishedAt, actual.FinishedAt);
        Assert.Equal(expected.Variables, actual.Variables);
        Assert.Equal(expected.Outputs, actual.Outputs);
        Assert.Equal(expected.Tasks.Count, actual.Tasks.Count);
        foreach (var (theirs, ours) in expected.Tasks.Zip(actual.Tasks))
        {
            Assert.Equal(theirs with { Inputs = [], Outside = [] }, ours with { Inputs = [], Outside = [] });
            Assert.Equal(theirs.Inputs, ours.Inputs);
            Assert.Equal(theirs.Outside, ours.Outside);
            Assert.Equal(expected.InputsOf(theirs), actual.InputsOf(ours));
        }
    }
}
