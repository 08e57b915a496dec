using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Tasks.Abi;
using Node.Jobs.Pipeline.Tasks.Numbers;
using Node.Jobs.Pipeline.Tasks.Parsing;

namespace Node.Jobs.Tests.Pipeline;

/// <summary>Task types that only tests use, next to the real ones that need nothing from outside.</summary>
internal static class TestTasks
{
    public static TaskType Fail { get; } = new("fail", ["msg"], static b => new FailTask(b.Text("msg") ?? "failed"));

    public static TaskType Panic { get; } = new("panic", ["msg"], static _ => new PanicTask());

    public static IReadOnlyList<TaskType> Computing { get; } =
    [
        MultiplyTask.Type, DivideTask.Type, SumTask.Type, MeanTask.Type, MedianTask.Type,
        JsonParseTask.Type, MemoTask.Type, MergeTask.Type, CborParseTask.Type,
        EthAbiEncodeTask.Type, EthAbiDecodeTask.Type, EthAbiDecodeLogTask.Type, Fail, Panic,
    ];

    public static TaskRegistry Registry { get; } = new(Computing);

    /// <summary>A type whose task does what a test says; it waits for the outside.</summary>
    public static TaskType Waiting(string name, Func<TaskScope, CancellationToken, ValueTask<TaskResult>> work, bool hasEffect = false) =>
        new(name, ["value"], _ => new WaitingTask(work, hasEffect));

    public static TaskRegistry With(params TaskType[] types) => new([.. Computing, .. types]);

    private sealed class FailTask(string message) : ComputeTask
    {
        public override bool TakesErrors => true;

        public override TaskResult Run(TaskScope scope) => scope.Fail(message);
    }

    private sealed class PanicTask : ComputeTask
    {
        public override TaskResult Run(TaskScope scope) => throw new InvalidOperationException("on purpose");
    }

    private sealed class WaitingTask(Func<TaskScope, CancellationToken, ValueTask<TaskResult>> work, bool hasEffect) : PipelineTask
    {
        public override bool HasEffect => hasEffect;

        public override bool MaySuspend => hasEffect;

        public override ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct) => work(scope, ct);
    }
}
