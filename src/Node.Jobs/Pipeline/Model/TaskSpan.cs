using System.Diagnostics;
using Node.Core.Tracing;

namespace Node.Jobs.Pipeline.Model;

/// <summary>The span of a task in the trace of its run.</summary>
internal static class TaskSpan
{
    /// <summary>Begins it; null when nobody listens.</summary>
    public static Activity? Begin(Traces? traces, CompiledTask task) =>
        traces is { IsOn: true } ? traces.BeginChild($"task {task.Type}")?.SetTag("task.name", task.Name).SetTag("task.type", task.Type) : null;

    /// <summary>Says what came of it.</summary>
    public static TaskResult Say(Activity? span, TaskResult result)
    {
        if (span is not null && result.Error is { } error)
        {
            span.SetStatus(ActivityStatusCode.Error, error.Message).SetTag("error.type", error.Kind.ToString());
        }

        return result;
    }
}
