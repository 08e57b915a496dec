using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.Io;

/// <summary>The attributes <c>method</c> and <c>headers</c>.</summary>
internal static class HttpHeaders
{
    /// <summary>Headers of one request. Default: 50.</summary>
    public const int HeadersMax = 50;

    private const string ContentType = "Content-Type";

    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>A method: a token of HTTP.</summary>
    public static bool TryMethod(
        PipelineValue value, [MaybeNullWhen(false)] out string method, [NotNullWhen(false)] out string? problem)
    {
        if (!ValueConversion.TryText(value, out method, out problem))
        {
            return false;
        }

        problem = IsToken(method) ? null : $"found {Found.Value(value)}, accepted is a method of HTTP, e.g. GET or POST";
        return problem is null;
    }

    /// <summary>A JSON list of names and values in turn.</summary>
    public static bool TryHeaders(
        PipelineValue value,
        [MaybeNullWhen(false)] out IReadOnlyList<KeyValuePair<string, string>> headers,
        [NotNullWhen(false)] out string? problem)
    {
        headers = null;
        if (!ValueConversion.TryList(value, out var list, out problem))
        {
            return false;
        }

        if (list.Items.Count % 2 != 0 || list.Items.Count > 2 * HeadersMax)
        {
            problem = $"found a list of {list.Items.Count}, accepted are names and values in turn, at most {HeadersMax} pairs (the limit HeadersMax)";
            return false;
        }

        var pairs = new List<KeyValuePair<string, string>>(list.Items.Count / 2);
        for (var i = 0; i < list.Items.Count; i += 2)
        {
            if (list.Items[i] is not TextValue name || list.Items[i + 1] is not TextValue text || !IsToken(name.Value)
                || !IsValue(text.Value))
            {
                problem = $"found {Found.Value(list.Items[i])} and {Found.Value(list.Items[i + 1])}, accepted are a header's name and its value";
                return false;
            }

            pairs.Add(new KeyValuePair<string, string>(name.Value, text.Value));
        }

        headers = pairs;
        return true;
    }

    /// <summary>The headers with the content type of JSON unless they have one of their own; of a repeated name the last
    /// counts.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> WithJson(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [ContentType] = "application/json" };
        foreach (var (name, value) in headers)
        {
            byName[name] = value;
        }

        return [.. byName];
    }

    private static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenChars);

    private static bool IsValue(string text) => !text.Any(static c => char.IsControl(c) && c != '\t');
}
