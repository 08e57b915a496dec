namespace Node.Http.Auth;

/// <summary>A token as its owner gets it, once.</summary>
/// <param name="AccessKey">Names the token: 32 hex digits.</param>
/// <param name="Secret">Proves it: 64 hex digits. Stored nowhere.</param>
internal sealed record NewToken(string AccessKey, string Secret)
{
    /// <inheritdoc/>
    public override string ToString() => $"API token {AccessKey}";
}
