using System.CommandLine;
using System.Text.Json.Nodes;

namespace Node.Commands;

/// <summary>How a command names one job of a running node.</summary>
internal static class JobArgument
{
    /// <summary>The argument.</summary>
    public static Argument<string> Job { get; } = new("JOB") { Description = "a job, by its number or its externalJobID" };

    /// <summary>Asks the node for something of the job.</summary>
    /// <returns>The answer, or the exit code when there is none.</returns>
    public static async Task<(JsonNode? Answer, int Exit)> AskAsync(
        ParseResult parsed, HttpMethod method, string below, Terminal terminal, CancellationToken cancellationToken)
    {
        using var caller = await ApiCaller.CreateAsync(parsed, terminal);
        if (caller is null)
        {
            return (null, ExitCode.WrongUse);
        }

        var answer = await caller.SendAsync(method, $"/v2/jobs/{Uri.EscapeDataString(parsed.GetRequiredValue(Job))}{below}", null, terminal, cancellationToken);
        return (answer, answer is null ? ExitCode.No : ExitCode.Good);
    }
}
