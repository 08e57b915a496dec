using System.Text;
using Node.Jobs.Pipeline.Execution;
using Node.Jobs.Pipeline.Values;
using Node.Jobs.Runs;

namespace Node.Http.Api;

/// <summary>Compares the body of a call with the one that made a run.</summary>
internal static class SentBodies
{
    /// <summary>Whether a run was made by another body. One that is not kept any more, or whose body is not, is taken for the same.</summary>
    public static async Task<bool> DiffersAsync(IRunReader runs, long runId, string body, CancellationToken cancellationToken) =>
        await runs.FindAsync(runId, cancellationToken) is { } run
            && VariablesOf(run) is { } variables
            && variables.TryGet("jobRun", out var jobRun) && jobRun is MapValue map
            && map.TryGet("requestBody", out var sent) && sent is TextValue text
            && text.Value != body;

    private static MapValue? VariablesOf(RunView run)
    {
        try
        {
            return run.Vars is { } vars ? StoredValue.Read(vars) as MapValue
                : run.Execution?.Variables ?? RunRecordReader.Read(Encoding.UTF8.GetBytes(run.Record ?? "")).Variables;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
