namespace DevChain.Nodes;

/// <summary>The API token that a node prints on its first start.</summary>
/// <param name="Key">For <c>X-API-KEY</c>.</param>
/// <param name="Secret">For <c>X-API-SECRET</c>.</param>
public sealed record NodeCredentials(string Key, string Secret);
