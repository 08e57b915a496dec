using Node.Core.Randomness;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Tests.Pipeline.Differential;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Execution;

/// <summary>
/// A value is the same in every run of a pipeline: alone, beside a task that waits, and taken up again from what was stored after any
/// of its tasks.
/// </summary>
public sealed class ValueModelTests
{
    private const string Waiting = "waits_beside";

    private static readonly TaskRegistry Registry = TestTasks.With(TestTasks.Waiting(
        Waiting, static (_, _) => ValueTask.FromResult(TaskResult.Pending(new PendingTask("an answer"))), hasEffect: true));

    [Fact]
    public async Task Results_are_equal_alone_beside_a_task_that_waits_and_after_each_restart()
    {
        var runs = 0;
        foreach (var line in DifferentialCases.Read())
        {
            var source = line.GetProperty("source").GetString()!;
            if (PipelineCompiler.Compile(source, Registry).Pipeline is not { } pipeline)
            {
                continue; // refused before it runs, however it is run
            }

            var vars = (MapValue)StoredValue.Read(line.GetProperty("vars").GetRawText());
            var alone = await RunAsync(pipeline, vars, null);
            await BesideAsync(source, vars, alone);
            for (var done = 1; done < alone.Tasks.Count; done++)
            {
                var stored = RunCheckpoint.FromJson(new RunCheckpoint([.. alone.Tasks.Take(done)]).ToJson());
                AssertSame(source, alone, await RunAsync(pipeline, vars, stored));
                runs++;
            }
        }

        Assert.True(runs > 1200, $"only {runs} runs were taken up again");
    }

    private static async Task BesideAsync(string source, MapValue vars, PipelineRun alone)
    {
        var pipeline = PipelineCompiler.Compile($"{source}\n{Waiting} [type={Waiting}]", Registry).Pipeline;
        Assert.True(pipeline is not null, source);
        var suspended = await RunAsync(pipeline, vars, null);
        if (source.Contains("failEarly", StringComparison.OrdinalIgnoreCase))
        {
            return; // such a task may end the run, and what waits with it
        }

        Assert.Equal(RunState.Suspended, suspended.State);
        var stored = RunCheckpoint.FromJson(suspended.ToCheckpoint().ToJson());
        var answered = RunCheckpoint.FromJson(stored.Answer(Waiting, TaskResult.Ok(PipelineValue.True), DateTimeOffset.UnixEpoch).ToJson());
        AssertSame(source, alone, await RunAsync(pipeline, vars, answered));
    }

    private static void AssertSame(string source, PipelineRun expected, PipelineRun run)
    {
        foreach (var task in expected.Tasks)
        {
            var result = run.ResultOf(task.Name);
            Assert.True(task.Result.Equals(result), $"{task.Name}: {task.Result} alone, {result} otherwise <<{source}>>");
        }
    }

    private static Task<PipelineRun> RunAsync(CompiledPipeline pipeline, MapValue vars, RunCheckpoint? resume) => new PipelineExecutor().RunAsync(
        pipeline, Runner.Context(vars, resume: resume) with { Random = new NoRandom() }, TestContext.Current.CancellationToken);

    // What is drawn must not depend on how often something was drawn before.
    private sealed class NoRandom : IRandomSource
    {
        public void Fill(Span<byte> destination) => destination.Clear();
    }
}
