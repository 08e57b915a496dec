using System.Globalization;
using System.Text;
using Node.Core.Text;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Model;
using Node.Jobs.Pipeline.Values;

namespace Node.Commands;

/// <summary>A run for reading: one line a task, in the order of the pipeline, with what it took and what came of it.</summary>
internal static class RunTree
{
    public static string Of(PipelineRun run)
    {
        var text = new StringBuilder();
        var width = run.Tasks.Select(task => task.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var task in run.Tasks)
        {
            var took = task.FinishedAt is { } finished ? (finished - task.StartedAt).TotalMilliseconds : 0;
            text.Append(CultureInfo.InvariantCulture, $"{task.Name.PadRight(width)}  {task.Type,-16} {took,8:0.0} ms  {ResultOf(task.Result)}");
            text.AppendLine(task.Inputs.Count == 0 ? "" : $"  <- {string.Join(", ", task.Inputs)}");
        }

        text.Append(CultureInfo.InvariantCulture, $"{run.State.ToString().ToLowerInvariant()} in {(run.FinishedAt - run.StartedAt).TotalMilliseconds:0.0} ms");
        foreach (var name in run.Terminals)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"{name} = {ResultOf(run.ResultOf(name))}");
        }

        return text.ToString();
    }

    private static string ResultOf(TaskResult result) =>
        result.Value is { } value ? Untrusted.Show(ValueJson.Write(value))
        : result.Error is { } error ? $"error: {Untrusted.Show(error.Message, ApiCaller.TextCharsMax)}"
        : result.Waiting is { } waiting ? $"waits for {Untrusted.Show(waiting.WaitsFor)}"
        : "not run";
}
