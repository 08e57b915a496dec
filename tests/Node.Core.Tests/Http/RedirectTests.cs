using System.Text;
using Node.Core.Http;
using Xunit;

namespace Node.Core.Tests.Http;

/// <summary>Redirects over real connections.</summary>
public sealed class RedirectTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(301, "POST", "GET", false)]
    [InlineData(302, "POST", "GET", false)]
    [InlineData(303, "POST", "GET", false)]
    [InlineData(307, "POST", "POST", true)]
    [InlineData(308, "POST", "POST", true)]
    [InlineData(301, "PUT", "PUT", true)]
    [InlineData(302, "PUT", "PUT", true)]
    [InlineData(303, "PUT", "GET", false)]
    [InlineData(301, "GET", "GET", false)]
    [InlineData(303, "HEAD", "HEAD", false)]
    public async Task Method_and_body_follow_the_status(int status, string method, string methodAfter, bool hasBodyAfter)
    {
        await using var server = RawServer.Of(request => request.Path != "/start"
            ? RawServer.Ok(request.Method == "HEAD" ? "" : "end") : RawServer.Redirect(status, "/end"));
        using var client = Outbound.Client(Outbound.Listing(server));
        var hasBody = method is "POST" or "PUT";

        var answer = await client.SendAsync(Outbound.Get(server.Url("/start")) with
        {
            Method = new HttpMethod(method),
            Headers = [new("Content-Type", "application/json"), new("X-Api-Key", "k")],
            Body = hasBody ? Encoding.UTF8.GetBytes("{\"a\":1}") : null,
        }, Ct);

        Assert.Equal(200, answer.Status);
        var last = server.Requests.Last();
        Assert.Equal($"{methodAfter} /end HTTP/1.1", last.Line);
        Assert.Equal(hasBodyAfter ? "{\"a\":1}" : "", last.Body);
        Assert.Equal(hasBodyAfter ? "application/json" : null, last.Header("Content-Type"));
        Assert.Equal("k", last.Header("X-Api-Key"));
    }

    [Fact]
    public async Task Another_origin_sees_no_header_that_may_be_a_secret_and_neither_does_the_first_when_it_comes_back()
    {
        string? home = null;
        await using var away = RawServer.Of(_ => RawServer.Redirect(307, $"{home}back"));
        await using var server = RawServer.Of(
            request => request.Path == "/start" ? RawServer.Redirect(307, away.Url("/x").ToString()) : RawServer.Ok("end"));
        home = server.Url().ToString();
        var options = new OutboundHttpOptions
        {
            AllowedHosts = [.. new[] { server, away }.Select(
                each => new AllowedHost { Host = $"127.0.0.1:{each.Port}", Jobs = ["*"] })],
        };
        using var client = Outbound.Client(options);

        await client.SendAsync(Outbound.Get(server.Url("/start")) with
        {
            Headers =
            [
                new("Authorization", "Bearer t"), new("Cookie", "s=1"), new("X-Api-Key", "k"), new("Api-Token", "k"),
                new("Referer", "r"),
                new("Accept", "application/json"), new("User-Agent", "prices/1"),
            ],
        }, Ct);

        Assert.Equal("Bearer t", server.Requests.First().Header("Authorization"));
        Assert.Equal("s=1", server.Requests.First().Header("Cookie"));
        string[] safe = ["Accept: application/json", "User-Agent: prices/1"];
        Assert.Equal([$"Host: 127.0.0.1:{away.Port}", .. safe], Sorted(away.Requests.Single()));
        Assert.Equal([$"Host: 127.0.0.1:{server.Port}", .. safe], Sorted(server.Requests.Last()));
    }

    [Theory]
    [InlineData(3, 3, null)]
    [InlineData(4, 3, OutboundFault.TooManyRedirects)]
    [InlineData(1, 0, OutboundFault.TooManyRedirects)]
    [InlineData(0, 0, null)]
    [InlineData(2, 9, null)]
    [InlineData(4, 9, OutboundFault.TooManyRedirects)]
    public async Task Only_so_many_are_followed(int redirects, int max, OutboundFault? fault)
    {
        var left = redirects;
        await using var server = RawServer.Of(_ => left-- > 0 ? RawServer.Redirect(302, $"/{left}") : RawServer.Ok("end"));
        using var client = Outbound.Client(Outbound.Listing(server)); // 3 by default, and a request can only ask for fewer
        var request = Outbound.Get(server.Url()) with { RedirectsMax = max };

        if (fault is null)
        {
            Assert.Equal(200, (await client.SendAsync(request, Ct)).Status);
        }
        else
        {
            Assert.Equal(fault, (await client.FailAsync(request)).Fault);
        }

        Assert.Equal(Math.Min(redirects, Math.Min(max, 3)) + 1, server.Requests.Count);
    }

    [Fact]
    public async Task A_loop_ends()
    {
        await using var server = RawServer.Of(request => RawServer.Redirect(302, request.Path));
        using var client = Outbound.Client(Outbound.Listing(server));

        Assert.Equal(OutboundFault.TooManyRedirects, (await client.FailAsync(server.Url("/x"))).Fault);
    }

    [Theory]
    [InlineData("file:///etc/passwd", OutboundFault.RedirectRefused)]
    [InlineData("ftp://93.184.216.34/", OutboundFault.RedirectRefused)]
    [InlineData("javascript:alert(1)", OutboundFault.RedirectRefused)]
    [InlineData("http://user:pw@93.184.216.34/", OutboundFault.RedirectRefused)]
    [InlineData("http://", OutboundFault.RedirectRefused)]
    [InlineData("http://[::1", OutboundFault.RedirectRefused)]
    [InlineData("http://10.0.0.1/", OutboundFault.Denied)]
    [InlineData("http://93.184.216.34:22/", OutboundFault.Denied)]
    [InlineData("//10.0.0.1/", OutboundFault.Denied)]
    [InlineData("///10.0.0.1/", OutboundFault.RedirectRefused)]
    public async Task Other_places_are_refused(string location, OutboundFault fault)
    {
        var followed = 0;
        await using var server = RawServer.Of(
            _ => followed++ == 0 ? RawServer.Redirect(302, location) : RawServer.Ok("followed"));
        using var client = Outbound.Client(Outbound.Listing(server));

        var failure = await client.FailAsync(server.Url());

        Assert.True(fault == failure.Fault, $"{failure.Fault} {failure.Message}");
        Assert.False(failure.IsTransient);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(304)]
    [InlineData(305)]
    [InlineData(200)]
    public async Task A_status_that_is_no_redirect_is_the_answer(int status)
    {
        await using var server = RawServer.Of(_ => RawServer.Redirect(status, "http://10.0.0.1/"));
        using var client = Outbound.Client(Outbound.Listing(server));

        Assert.Equal(status, (await client.GetAsync(server.Url())).Status);
    }

    [Fact]
    public async Task A_redirect_to_nowhere_is_the_answer()
    {
        await using var server = RawServer.Of(_ => "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n");
        using var client = Outbound.Client(Outbound.Listing(server));

        Assert.Equal(302, (await client.GetAsync(server.Url())).Status);
    }

    [Fact]
    public async Task The_time_limit_covers_all_hops()
    {
        await using var server = RawServer.Streaming(async (stream, cancellationToken) =>
        {
            await Task.Delay(300, cancellationToken);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(RawServer.Redirect(302, "/again")), cancellationToken);
        });
        using var client = Outbound.Client(Outbound.Listing(server) with { RedirectsMax = 20 });

        var failure = await client.FailAsync(Outbound.Get(server.Url()) with { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(OutboundFault.Timeout, failure.Fault);
        Assert.InRange(server.Requests.Count, 1, 4);
    }

    private static string[] Sorted(RawRequest request) =>
        [.. request.Headers.Select(header => $"{header.Key}: {header.Value}").OrderBy(
            line => line.StartsWith("Host", StringComparison.Ordinal) ? "" : line, StringComparer.Ordinal)];
}
