using Node.Jobs.Pipeline.Graph;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Tasks;

namespace Node.Jobs.Tests.Pipeline;

/// <summary>Task types that only tests use, next to the real ones that need nothing from outside.</summary>
internal static class TestTasks
{
    public static IReadOnlyList<TaskType> Computing => StandardTasks.ComputingForTests;

    public static TaskRegistry Registry { get; } = new(Computing);

    /// <summary>A type whose task does what a test says; it waits for the outside.</summary>
    public static TaskType Waiting(string name, Func<TaskScope, CancellationToken, ValueTask<TaskResult>> work, bool hasEffect = false) =>
        new(name, ["value"], _ => new WaitingTask(work, hasEffect));

    public static TaskRegistry With(params TaskType[] types) => new([.. Computing, .. types]);

    private sealed class WaitingTask(Func<TaskScope, CancellationToken, ValueTask<TaskResult>> work, bool hasEffect) : PipelineTask
    {
        public override bool HasEffect => hasEffect;

        public override bool MaySuspend => hasEffect;

        public override ValueTask<TaskResult> RunAsync(TaskScope scope, CancellationToken ct) => work(scope, ct);
    }
}
