namespace Node.Http.Auth;

/// <summary>A row of <c>api_tokens</c>.</summary>
internal sealed class ApiToken
{
    public string AccessKey { get; init; } = "";

    public byte[] Salt { get; init; } = [];

    public byte[] SecretHash { get; init; } = [];

    public string RoleName { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What its owner may do; nothing when this program does not know the role.</summary>
    public Role Role => field is Role.Anonymous && Enum.TryParse<Role>(RoleName, out var role) ? field = role : field;

    /// <summary>Its owner as a caller.</summary>
    public Caller Caller => field ??= new Caller(Role, null) { AccessKey = AccessKey };
}
