namespace Node.Jobs.Pipeline.Tasks;

/// <summary>What is asked of a bridge, as far as it decides the answer; who asks, and for which run, is no part of it.</summary>
/// <param name="Name">The bridge.</param>
/// <param name="Digest">SHA-256 of the task's headers and of the request without <c>meta</c>.</param>
public sealed record BridgeQuestion(string Name, byte[] Digest);
