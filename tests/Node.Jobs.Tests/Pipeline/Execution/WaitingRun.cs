using Microsoft.Extensions.Time.Testing;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Execution;

/// <summary>Runs a single task that waits, while the clock goes on by itself.</summary>
internal static class WaitingRun
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(20);

    public static async Task<PipelineRun> OfAsync(
        FakeTimeProvider time, string attributes, Func<TaskScope, CancellationToken, ValueTask<TaskResult>> work, JobFacts? job = null)
    {
        var ct = TestContext.Current.CancellationToken;
        var registry = TestTasks.With(TestTasks.Waiting("wait", work));
        var pipeline = Runner.Compile($"t [type=wait {attributes}]", registry);
        var context = Runner.Context(time: time) with { Job = job ?? new JobFacts() };
        var execution = new PipelineExecutor().RunAsync(pipeline, context, ct);
        var deadline = TimeProvider.System.GetTimestamp();
        while (!execution.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < WaitMax, "the run does not end");
            await Task.Yield();
            time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.WhenAny(execution, Task.Delay(1, ct));
        }

        return await execution;
    }
}
