using Node.Core.Text;

namespace Node.Core.Services;

/// <summary>Why a check fails, said for the operator.</summary>
public sealed record HealthFault
{
    /// <summary>How much is shown of a reason, in UTF-16 code units.</summary>
    public const int ReasonCharsMax = 1000;

    /// <summary>Says it.</summary>
    /// <param name="reason">What is wrong, in one sentence. Messages of others may be part of it: it is cut and escaped here, for all who show it.</param>
    /// <param name="advice">What the operator can do about it.</param>
    /// <exception cref="ArgumentException">One of them says nothing: a fault without advice leaves the operator alone with it.</exception>
    public HealthFault(string reason, string advice)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentException.ThrowIfNullOrWhiteSpace(advice);
        (Reason, Advice) = (Untrusted.Show(reason, ReasonCharsMax), advice);
    }

    /// <summary>What is wrong, in one sentence.</summary>
    public string Reason { get; }

    /// <summary>What the operator can do about it.</summary>
    public string Advice { get; }

    /// <inheritdoc/>
    public override string ToString() => Reason;
}
