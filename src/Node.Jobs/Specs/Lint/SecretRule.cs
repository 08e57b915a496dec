using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Specs.Lint;

/// <summary>
/// What looks like a secret in a URL or a header of the spec: whoever may read jobs reads it, and it is stored in clear. The
/// message names the parameter and never its value.
/// </summary>
internal sealed class SecretRule : ILintRule
{
    private static readonly string[] Secrets =
    [
        "apikey", "key", "token", "accesstoken", "authtoken", "secret", "clientsecret", "password", "passwd", "pwd", "auth",
        "authorization", "signature", "sig", "appid", "xapikey", "xauthtoken", "cookie", "accesskey", "xcmcproapikey",
    ];

    /// <inheritdoc/>
    public string Code => "lint.secret";

    /// <inheritdoc/>
    public IEnumerable<SpecFault> Check(LintSubject subject) =>
        from node in subject.Nodes
        from attribute in subject.KnownAttributes(node)
        let what = attribute.Name.ToLowerInvariant() switch
        {
            "url" => InUrl(attribute.Value),
            "headers" => InHeaders(attribute.Value),
            _ => null,
        }
        where what is not null
        select Of(node, attribute, what);

    private static string? InUrl(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url))
        {
            return null;
        }

        if (url.UserInfo.Length > 0)
        {
            return "user or password before the host";
        }

        var names = url.Query.TrimStart('?').Split('&').Select(part => part.Split('='))
            .Where(part => part.Length > 1 && part[1].Length > 0 && !part[1].StartsWith("$(", StringComparison.Ordinal))
            .Select(part => part[0]);
        return names.FirstOrDefault(IsSecret) is { } name ? $"parameter {Found.Quote(name)}" : null;
    }

    private static string? InHeaders(string text)
    {
        var parts = text.Split('"');
        for (var i = 1; i + 2 < parts.Length; i += 4)
        {
            if (IsSecret(parts[i]) && parts[i + 2].Length > 0)
            {
                return $"header {Found.Quote(parts[i])}";
            }
        }

        return null;
    }

    private static bool IsSecret(string name)
    {
        var letters = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return Secrets.Contains(letters);
    }

    private SpecFault Of(DotNode node, DotAttribute attribute, string what) => LintSubject.At(
        attribute.ValueAt,
        Code,
        $"task {Found.Quote(node.Name)}: {attribute.Name} seems to hold a secret ({what}), which everyone who may see jobs can read",
        "let a service of your own add it, and ask that service");
}
