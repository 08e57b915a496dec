using System.Buffers;
using System.Text.RegularExpressions;
using Node.Jobs.Pipeline;
using Node.Jobs.Pipeline.Dot;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Specs.Lint;

/// <summary>
/// What looks like a secret in a URL, a header or the data of a request: whoever may read jobs reads it, and it is stored in
/// clear. The message names the parameter and never its value.
/// </summary>
internal sealed partial class SecretRule : ILintRule
{
    private static readonly SearchValues<char> PathKeyChars =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    private static readonly string[] Secrets =
    [
        "apikey", "key", "token", "accesstoken", "authtoken", "secret", "clientsecret", "password", "passwd", "pwd", "auth",
        "authorization", "signature", "sig", "appid", "xapikey", "xauthtoken", "cookie", "accesskey", "xcmcproapikey",
    ];

    private static readonly string[] Endings = ["apikey", "secret", "token", "password", "accesskey", "privatekey", "secretkey"];

    // Keys that services take as a part of the path have about as many characters, and words do not.
    private const int PathKeyCharsMin = 32;

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
            "requestdata" => InData(attribute.Value),
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
        return names.FirstOrDefault(IsSecret) is { } name ? $"parameter {Found.Quote(name)}"
            : url.AbsolutePath.Split('/').Any(IsPathKey) ? "a part of the path" : null;
    }

    private static bool IsPathKey(string part) => part.Length >= PathKeyCharsMin
        && !part.AsSpan().ContainsAnyExcept(PathKeyChars)
        && part.AsSpan().ContainsAnyInRange('0', '9')
        && (part.All(char.IsAsciiHexDigit) || (part.Any(char.IsAsciiLetterLower) && part.Any(char.IsAsciiLetterUpper)))
        && !part.StartsWith("0x", StringComparison.Ordinal);

    // Short texts under such names are rather what is asked for: "token": "ETH".
    private static string? InData(string text) => Members().Matches(text).FirstOrDefault(
        static member => IsSecret(member.Groups[1].Value)) is { } found ? $"member {Found.Quote(found.Groups[1].Value)}" : null;

    private static string? InHeaders(string text)
    {
        var parts = text.Split('"');
        for (var i = 1; i + 2 < parts.Length; i += 4)
        {
            if (parts[i + 2].Length > 0 && (IsSecret(parts[i]) || IsCredential(parts[i + 2])))
            {
                return $"header {Found.Quote(parts[i])}";
            }
        }

        return null;
    }

    private static bool IsSecret(string name)
    {
        var letters = string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return Secrets.Contains(letters) || Endings.Any(ending => letters.EndsWith(ending, StringComparison.Ordinal));
    }

    private static bool IsCredential(string value) => value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("\"([^\"]+)\"\\s*:\\s*\"[^\"]{16}", RegexOptions.CultureInvariant)]
    private static partial Regex Members();

    private SpecFault Of(DotNode node, DotAttribute attribute, string what) => LintSubject.At(
        attribute.ValueAt,
        Code,
        $"task {Found.Quote(node.Name)}: {attribute.Name} seems to hold a secret ({what}), which everyone who may see jobs can read",
        "let a service of your own add it, and ask that service");
}
