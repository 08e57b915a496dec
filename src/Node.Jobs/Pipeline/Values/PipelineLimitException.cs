namespace Node.Jobs.Pipeline.Values;

/// <summary>A value would have crossed a limit of the pipeline. The message names the limit; the run records it as the error of
/// the task.</summary>
public sealed class PipelineLimitException : Exception
{
    /// <summary>Names the limit that was crossed and by what.</summary>
    /// <param name="limit">The name of the limit, e.g. <c>DigitsMax</c>.</param>
    /// <param name="message">What happened, with the limit's value.</param>
    public PipelineLimitException(string limit, string message)
        : base(message) => Limit = limit;

    /// <summary>The name of the limit.</summary>
    public string Limit { get; }
}
