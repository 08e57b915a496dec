using System.Buffers.Binary;
using Microsoft.Extensions.Time.Testing;
using Node.Core.Randomness;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;
using Xunit;

namespace Node.Jobs.Tests.Pipeline;

/// <summary>Compiles and runs a text in memory.</summary>
internal static class Runner
{
    public static RunContext Context(MapValue? variables = null, IRunEffects? effects = null, TimeProvider? time = null, RunCheckpoint? resume = null) => new()
    {
        RunId = 17,
        Variables = variables ?? MapValue.Empty,
        Effects = effects ?? new NoEffects(),
        Time = time ?? new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        Random = new CountingRandom(),
        Resume = resume,
    };

    public static CompiledPipeline Compile(string source, TaskRegistry? registry = null)
    {
        var result = PipelineCompiler.Compile(source, registry ?? TestTasks.Registry);
        Assert.True(result.Pipeline is not null, string.Join('\n', result.Faults));
        return result.Pipeline;
    }

    public static Task<PipelineRun> RunAsync(string source, MapValue? variables = null, TaskRegistry? registry = null) =>
        new PipelineExecutor().RunAsync(Compile(source, registry), Context(variables), TestContext.Current.CancellationToken);

    /// <summary>Variables written as JSON; <c>{"$bytes":"0x…"}</c> stands for bytes.</summary>
    public static MapValue Vars(string json) => Assert.IsType<MapValue>(StoredValue.Read(json));

    private sealed class NoEffects : IRunEffects
    {
        public ValueTask<TaskResult> QueueTransactionAsync(TxIntent intent, RunProgress progress, CancellationToken ct) =>
            throw new InvalidOperationException("this test expects no transaction");
    }

    private sealed class CountingRandom : IRandomSource
    {
        private int _next;

        public void Fill(Span<byte> destination)
        {
            for (; destination.Length >= 4; destination = destination[4..])
            {
                BinaryPrimitives.WriteInt32LittleEndian(destination, _next++);
            }
        }
    }
}
