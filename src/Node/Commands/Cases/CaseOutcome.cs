namespace Node.Commands.Cases;

/// <summary>A case that was run.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Known">Why a difference is expected; null when there must be none.</param>
/// <param name="Answer">What came out; null when the case could not be run.</param>
/// <param name="Differences">What differs from what must come out, or why the case could not be run.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record CaseOutcome(string Id, string? Known, CaseAnswer? Answer, IReadOnlyList<string> Differences, double Milliseconds)
{
    /// <summary>Whether all agrees.</summary>
    public bool IsPassed => Differences.Count == 0;

    /// <summary>Whether it differs where that is expected.</summary>
    public bool IsKnownDifference => !IsPassed && Known is not null && Answer is not null;

    /// <summary>Whether it differs and must not.</summary>
    public bool IsFailed => !IsPassed && !IsKnownDifference;
}
