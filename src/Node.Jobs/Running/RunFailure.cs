using Node.Jobs.Pipeline.Execution;

namespace Node.Jobs.Running;

/// <summary>Why a run failed, in one line: the same cause gives the same line, so that it is counted and not listed.</summary>
internal static class RunFailure
{
    /// <summary>The first error among the outputs, and the error that came first where that is another.</summary>
    public static string Of(PipelineRun run)
    {
        var first = run.AllErrors.Count > 0 ? run.AllErrors[0] : "the run ended early";
        var fatal = run.FatalErrors.FirstOrDefault(static error => error is not null) ?? first;
        return fatal == first ? fatal : $"{fatal} (first error: {first})";
    }
}
