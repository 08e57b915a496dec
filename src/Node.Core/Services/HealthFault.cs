using Node.Core.Text;

namespace Node.Core.Services;

/// <summary>Why a check fails, said for the operator.</summary>
/// <param name="Reason">What is wrong, in one sentence. Messages of others may be part of it: it is cut and escaped here, for all who show it.</param>
/// <param name="Advice">What the operator can do about it.</param>
public sealed record HealthFault(string Reason, string Advice)
{
    /// <summary>How much is shown of a reason, in UTF-16 code units.</summary>
    public const int ReasonCharsMax = 1000;

    /// <summary>What is wrong, in one sentence.</summary>
    public string Reason { get; } = Untrusted.Show(Reason, ReasonCharsMax);

    /// <inheritdoc/>
    public override string ToString() => Reason;
}
