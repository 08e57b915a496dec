namespace Node.Core.Services;

/// <summary>Several things went wrong while services were started or closed; the message names each, joined by <c>"; "</c>.</summary>
public sealed class ServiceException(IReadOnlyList<Exception> failures)
    : Exception(string.Join("; ", failures.Select(failure => failure.Message)), failures.Count > 0 ? failures[0] : null)
{
    /// <summary>What went wrong, in order.</summary>
    public IReadOnlyList<Exception> Failures { get; } = failures;
}
