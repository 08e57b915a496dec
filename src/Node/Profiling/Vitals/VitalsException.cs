namespace Node.Profiling.Vitals;

/// <summary>The process could not be looked at.</summary>
/// <param name="message">What happened.</param>
/// <param name="advice">What the operator can do.</param>
/// <param name="inner">Why.</param>
internal sealed class VitalsException(string message, string advice, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the operator can do.</summary>
    public string Advice { get; } = advice;
}
