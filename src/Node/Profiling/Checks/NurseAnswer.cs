namespace Node.Profiling.Checks;

/// <summary>What a check of the nurse answered.</summary>
/// <param name="Meta">What was measured when something is wrong; null when all is well.</param>
/// <param name="Failure">What it threw; null when it did not.</param>
internal sealed record NurseAnswer(IReadOnlyDictionary<string, string>? Meta, Exception? Failure)
{
    /// <summary>All is well.</summary>
    public static readonly NurseAnswer Well = new(null, null);
}
