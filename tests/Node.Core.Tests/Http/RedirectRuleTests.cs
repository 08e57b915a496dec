using Node.Core.Http;
using Xunit;

namespace Node.Core.Tests.Http;

public sealed class RedirectRuleTests
{
    [Theory]
    [InlineData("http://a.example/x/y?q=1", "/z", "http://a.example/z")]
    [InlineData("http://a.example/x/y?q=1", "z?r=2", "http://a.example/x/z?r=2")]
    [InlineData("http://a.example/x/y?q=1", "?r=2", "http://a.example/x/y?r=2")]
    [InlineData("http://a.example/x/y", "../z", "http://a.example/z")]
    [InlineData("http://a.example:81/x", "//b.example/z", "http://b.example/z")]
    [InlineData("https://a.example/x", "//b.example/z", "https://b.example/z")]
    [InlineData("http://a.example/x", "https://a.example/z", "https://a.example/z")]
    [InlineData("http://a.example/x", "HTTP://B.example/z", "http://b.example/z")]
    [InlineData("http://a.example/x", "/etc/passwd", "http://a.example/etc/passwd")]
    public void A_place_is_read_from_where_the_request_was(string from, string location, string expected)
    {
        Assert.Null(RedirectRule.Follow(Hop(from), 302, location, out var next));
        Assert.Equal(expected, next.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("https://a.example/x", "http://a.example/x", "it redirects from https to http")]
    [InlineData("https://a.example/x", "http://b.example/x", "it redirects from https to http")]
    [InlineData("http://a.example/x", "ftp://b.example/x", "it redirects to a scheme other than http and https")]
    [InlineData("http://a.example/x", "", "it redirects to something that is not a URL")]
    [InlineData("http://a.example/x", "http://u:p@b.example/",
        "it redirects to a place where the URL carries a user or password; send an Authorization header instead")]
    public void Some_places_are_refused_with_a_reason(string from, string location, string problem) =>
        Assert.Equal(problem, RedirectRule.Follow(Hop(from), 302, location, out _));

    [Theory]
    [InlineData("http://a.example/", "http://a.example:80/", true)]
    [InlineData("http://a.example/", "http://A.EXAMPLE/", true)]
    [InlineData("http://a.example/", "http://a.example:81/", false)]
    [InlineData("http://a.example/", "https://a.example/", false)]
    [InlineData("http://a.example/", "http://b.a.example/", false)]
    [InlineData("http://a.example/", "http://a.example./", false)]
    public void Secrets_stay_within_scheme_host_and_port(string from, string location, bool isKept)
    {
        var hop = Hop(from) with { Headers = [new("authorization", "Bearer t"), new("accept", "*/*")] };

        Assert.Null(RedirectRule.Follow(hop, 307, location, out var next));

        Assert.Equal(isKept ? ["authorization", "accept"] : ["accept"], next.Headers.Select(header => header.Key));
    }

    [Fact]
    public void Only_five_statuses_are_redirects() =>
        Assert.Equal([301, 302, 303, 307, 308], Enumerable.Range(100, 500).Where(RedirectRule.IsRedirect));

    private static OutboundHop Hop(string url) => new(new Uri(url), HttpMethod.Get, [], null);
}
