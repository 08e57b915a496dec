namespace Node.Core.Services;

/// <summary>Why a check fails, said for the operator.</summary>
/// <param name="Reason">What is wrong, in one sentence.</param>
/// <param name="Advice">What the operator can do about it.</param>
public sealed record HealthFault(string Reason, string Advice)
{
    /// <inheritdoc/>
    public override string ToString() => Reason;
}
