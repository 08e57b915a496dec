namespace Node.Jobs.Spawning;

/// <summary>Bridges of a job were deleted between the check of its spec and the moment when it was to be stored; nothing is stored.</summary>
/// <param name="names">The bridges.</param>
public sealed class BridgesGoneException(IReadOnlyList<string> names) : Exception(MessageOf(names))
{
    internal static string MessageOf(IReadOnlyList<string> names) =>
        $"the bridges {string.Join(", ", names)} were deleted at the same time; create them again, or use others";
}
