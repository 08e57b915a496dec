using Node.Core.Text;

namespace Node.Core.Config;

/// <summary>Shows configured text without the secrets that URLs carry: users, passwords, access keys in paths and queries.</summary>
internal static class ShownValue
{
    /// <summary>The text; of a URL the scheme, host and port, with <see cref="Secret.Shown"/> for what else it has.</summary>
    public static string Mask(string text)
    {
        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd < 0)
        {
            return text;
        }

        var scheme = text[..(schemeEnd + 3)];
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            return scheme + Secret.Shown;
        }

        var user = url.UserInfo.Length > 0 ? Secret.Shown + "@" : "";
        var port = url.IsDefaultPort || url.Port < 0 ? "" : $":{url.Port}";
        var rest = url.PathAndQuery + url.Fragment;
        if (rest is "" or "/")
        {
            // The slash that parsing adds is not shown.
            return scheme + user + url.Host + port + (text.EndsWith('/') ? "/" : "");
        }

        return scheme + user + url.Host + port + "/" + Secret.Shown;
    }

    /// <summary>The same between quotation marks, fit for a message.</summary>
    public static string Quote(string text) => $"\"{Untrusted.Show(Mask(text))}\"";
}
