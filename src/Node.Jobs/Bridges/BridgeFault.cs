namespace Node.Jobs.Bridges;

/// <summary>Something that is wrong with a bridge as an operator wrote it.</summary>
/// <param name="Message">What, and what is accepted.</param>
/// <param name="IsMissing">Whether a part is missing or out of its range, rather than written wrongly: the field answers differently then.</param>
public sealed record BridgeFault(string Message, bool IsMissing)
{
    internal static BridgeFault Missing(string message) => new(message, true);

    internal static BridgeFault Wrong(string message) => new(message, false);
}
