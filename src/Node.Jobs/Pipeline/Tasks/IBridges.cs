namespace Node.Jobs.Pipeline.Tasks;

/// <summary>The bridges of this node as a <c>bridge</c> task uses them: adapters that an operator runs, asked by name.</summary>
public interface IBridges
{
    /// <summary>The names that a spec may use, lower case; null when any may be used, as when a file is checked away from its node.</summary>
    IReadOnlyCollection<string>? Names { get; }

    /// <summary>How old a kept answer may be for a task without <c>cacheTTL</c>; zero: none is kept.</summary>
    TimeSpan CacheTtl { get; }

    /// <summary>Asks an adapter. Any status is an answer, not an error.</summary>
    /// <exception cref="BridgeException">There is no answer; it says why, and whether to try again.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    Task<BridgeAnswer> AskAsync(BridgeRequest request, CancellationToken ct);

    /// <summary>Keeps a good answer for a time in which the adapter fails; an older one to the same question is replaced.</summary>
    ValueTask KeepAsync(BridgeQuestion question, string answer, CancellationToken ct);

    /// <summary>The answer that was kept for the same question and is not older; null when there is none.</summary>
    ValueTask<string?> KeptAsync(BridgeQuestion question, TimeSpan ageMax, CancellationToken ct);
}
