namespace Node.Jobs.Bridges;

/// <summary>A bridge that was just created, with its tokens, which nobody is told again.</summary>
/// <param name="Bridge">The bridge.</param>
/// <param name="IncomingToken">The token by which the node knows the adapter.</param>
/// <param name="OutgoingToken">The token by which the adapter knows the node: sent as <c>Authorization: Bearer</c>.</param>
public sealed record NewBridge(Bridge Bridge, string IncomingToken, string OutgoingToken)
{
    /// <summary>Without the tokens.</summary>
    public override string ToString() => Bridge.ToString();
}
