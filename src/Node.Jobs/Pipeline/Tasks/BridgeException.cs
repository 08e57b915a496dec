namespace Node.Jobs.Pipeline.Tasks;

/// <summary>A bridge gave no answer.</summary>
/// <param name="message">Why; holds no secret.</param>
/// <param name="isTransient">Whether the same request may get an answer later.</param>
/// <param name="inner">What it came from.</param>
public sealed class BridgeException(string message, bool isTransient, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the same request may get an answer later.</summary>
    public bool IsTransient { get; } = isTransient;
}
