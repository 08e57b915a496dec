namespace Node.Http.Auth;

/// <summary>A row of <c>api_tokens</c>.</summary>
internal sealed class ApiToken
{
    public string AccessKey { get; init; } = "";

    public byte[] Salt { get; init; } = [];

    public byte[] SecretHash { get; init; } = [];

    public string Role { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }
}
