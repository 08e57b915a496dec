namespace Node.Jobs.Pipeline.Tasks;

/// <summary>What an adapter said.</summary>
/// <param name="Host">Host and port of it.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
/// <param name="IsPendingMarked">Whether it has the header <c>X-Chainlink-Pending</c>: the answer comes later.</param>
public sealed record BridgeAnswer(string Host, int Status, byte[] Body, bool IsPendingMarked);
