using Node.Jobs.Pipeline.Values;

namespace Node.Jobs.Pipeline.Tasks.V1;

/// <summary>Where and what <c>httpget</c> and <c>httppost</c> ask.</summary>
internal static class V1Http
{
    /// <summary>The parts of the request: <c>url</c> and, for a post, <c>body</c>.</summary>
    public static V1Answer Prepare(MapValue given, MapValue data, bool isPost)
    {
        var names = isPost ? "post" : "get";
        var text = V1Data.TextOf(given, names) ?? V1Data.TextOf(given, "url");
        if (text is null || !Uri.TryCreate(text, UriKind.Absolute, out var start))
        {
            return V1Answer.Fail(text is null
                ? $"neither the task nor the request gives a {names} or url" : $"{Found.Quote(text)} is not an absolute URL");
        }

        if (!TryPairs(given, out var pairs, out var problem))
        {
            return V1Answer.Fail(problem!);
        }

        var url = new UriBuilder(start) { Path = PathOf(start.AbsolutePath, given), Query = QueryOf(start.Query, pairs) };
        var address = url.Uri.AbsoluteUri;
        if (!isPost)
        {
            return V1Answer.Of(PipelineValue.Map(("url", PipelineValue.Of(address))));
        }

        var body = given.TryGet("body", out var own) && own is not NullValue ? own : data;
        if (body is TextValue json && JsonValueReader.TryReadWhole(json.Value, out var read, out _))
        {
            body = read;
        }

        return body is MapValue
            ? V1Answer.Of(PipelineValue.Map(("url", PipelineValue.Of(address)), ("body", body)))
            : V1Answer.Fail($"body is {Found.Value(body)}, accepted is a JSON object");
    }

    private static string PathOf(string path, MapValue given)
    {
        given.TryGet("extPath", out var ext);
        var more = ext switch
        {
            ListValue list => list.Items.Select(item => V1Data.TextOf(item) ?? ""),
            TextValue text => text.Value.Split('/'),
            _ => [],
        };
        var added = more.Where(part => part.Length > 0).Select(Uri.EscapeDataString).ToList();
        return added.Count == 0 ? path : $"{path.TrimEnd('/')}/{string.Join('/', added)}";
    }

    private static bool TryPairs(MapValue given, out List<(string Name, string Value)> pairs, out string? problem)
    {
        pairs = [];
        problem = null;
        if (!given.TryGet("queryParams", out var query) || query is NullValue)
        {
            return true;
        }

        switch (query)
        {
            case TextValue text:
                foreach (var pair in text.Value.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
                {
                    var equals = pair.IndexOf('=', StringComparison.Ordinal);
                    pairs.Add((Decode(equals < 0 ? pair : pair[..equals]), equals < 0 ? "" : Decode(pair[(equals + 1)..])));
                }

                return true;
            case ListValue list when list.Items.Count % 2 == 0:
                for (var i = 0; i < list.Items.Count; i += 2)
                {
                    pairs.Add((V1Data.TextOf(list.Items[i]) ?? "", V1Data.TextOf(list.Items[i + 1]) ?? ""));
                }

                return true;
            case MapValue map:
                pairs.AddRange(map.Members.Select(member => (member.Key, V1Data.TextOf(member.Value) ?? "")));
                return true;
            default:
                problem = $"queryParams is {Found.Value(query)}, accepted are a text a=b&c=d and a list of names and values";
                return false;
        }
    }

    private static string QueryOf(string query, List<(string Name, string Value)> pairs)
    {
        var bare = query.TrimStart('?');
        var there = bare.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => Decode(pair.Split('=')[0])).ToHashSet(StringComparer.Ordinal);
        return string.Join('&', new[] { bare }.Where(part => part.Length > 0).Concat(
            pairs.Where(pair => !there.Contains(pair.Name)).Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}")));
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
