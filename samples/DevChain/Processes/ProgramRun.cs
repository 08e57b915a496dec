namespace DevChain.Processes;

/// <summary>Runs a program to its end.</summary>
public static class ProgramRun
{
    /// <summary>Runs a program and waits until it has ended well.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="timeout">It is stopped after this time.</param>
    /// <param name="cancellationToken">Stops it too.</param>
    /// <returns>Its last lines of output.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0; the message has its last lines.</exception>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task<IReadOnlyList<string>> ToEndAsync(
        ChildProcessOptions options, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var child = ChildProcess.Start(options);
        int exitCode;
        try
        {
            exitCode = await child.Exited.WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{Describe(options)} did not end within {timeout}.{Tail(child)}", e);
        }

        return exitCode == 0
            ? child.LastLines
            : throw new InvalidOperationException($"{Describe(options)} ended with exit code {exitCode}.{Tail(child)}");
    }

    private static string Describe(ChildProcessOptions options) => $"`{options.FileName} {string.Join(' ', options.Arguments)}`";

    private static string Tail(ChildProcess child) =>
        child.LastLines.Count == 0 ? string.Empty : $" It said:\n{string.Join('\n', child.LastLines)}";
}
