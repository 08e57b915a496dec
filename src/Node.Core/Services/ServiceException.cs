namespace Node.Core.Services;

/// <summary>What went wrong while services were started or closed. The message names every failure, joined by <c>"; "</c>.</summary>
public sealed class ServiceException : Exception
{
    /// <summary>Joins <paramref name="failures"/>; those that hold several themselves are taken apart, so that nothing is nested.</summary>
    /// <exception cref="ArgumentException">There is no failure.</exception>
    public ServiceException(IReadOnlyList<Exception> failures)
        : base(
            string.Join("; ", failures.SelectMany(Flatten).Select(failure => failure.Message)),
            failures.Count > 0 ? failures[0] : null)
    {
        if (failures.Count == 0)
        {
            throw new ArgumentException("There is no failure to report.", nameof(failures));
        }

        Failures = [.. failures.SelectMany(Flatten)];
    }

    /// <summary>Every failure: the reason first, the others in the order in which they happened.</summary>
    public IReadOnlyList<Exception> Failures { get; }

    /// <summary>The one failure itself, or a <see cref="ServiceException"/> of several.</summary>
    internal static Exception Of(IReadOnlyList<Exception> failures) => failures.Count == 1 ? failures[0] : new ServiceException(failures);

    private static IEnumerable<Exception> Flatten(Exception failure) => failure switch
    {
        ServiceException several => several.Failures,
        AggregateException several => several.Flatten().InnerExceptions,
        _ => [failure],
    };
}
