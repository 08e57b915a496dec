using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Node.Core.Http;
using Xunit;

namespace Node.Core.Tests.Http;

public sealed class OutboundHttpClientTests
{
    private const string Secret = "s3kr1t";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_goes_out_as_it_was_written_and_the_answer_comes_back_whole()
    {
        await using var server = RawServer.Of(
            _ => "HTTP/1.1 418 Teapot\r\nX-A: 1\r\nX-A: 2\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi");
        using var client = Outbound.Client(Outbound.Listing(server));

        var answer = await client.SendAsync(new OutboundRequest
        {
            Method = HttpMethod.Post,
            Url = server.Url("/p/q?a=1&b=%20#fragment"),
            Headers = [new("X-Key", "one"), new("X-Key", "two"), new("content-type", "application/json")],
            Body = "{}"u8.ToArray(),
        }, Ct);

        Assert.Equal(418, answer.Status);
        Assert.Equal("hi"u8.ToArray(), answer.Body);
        Assert.Equal(IPAddress.Loopback, answer.Peer);
        Assert.Contains(new KeyValuePair<string, string>("X-A", "1"), answer.Headers);
        Assert.Contains(new KeyValuePair<string, string>("X-A", "2"), answer.Headers);
        Assert.Contains(new KeyValuePair<string, string>("Content-Type", "text/plain"), answer.Headers);
        var request = server.Requests.Single();
        Assert.Equal("POST /p/q?a=1&b=%20 HTTP/1.1", request.Line);
        Assert.Equal("one, two", request.Header("X-Key"));
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal("{}", request.Body);
    }

    [Fact]
    public async Task Nothing_is_sent_that_was_not_asked_for()
    {
        await using var server = RawServer.Of(
            _ => "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nAlt-Svc: h3=\":443\"\r\nContent-Length: 0\r\n\r\n");
        using var client = Outbound.Client(Outbound.Listing(server));
        using var activity = new System.Diagnostics.Activity("run").Start();

        await client.GetAsync(server.Url());
        await client.GetAsync(server.Url());

        Assert.All(server.Requests, request =>
            Assert.Equal(["Host", "User-Agent"], request.Headers.Select(header => header.Key).Order()));
    }

    [Theory]
    [InlineData("Host", "169.254.169.254")]
    [InlineData("host", "x")]
    [InlineData("Content-Length", "1")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Connection", "Upgrade")]
    [InlineData("Proxy-Authorization", "Basic x")]
    [InlineData("Expect", "100-continue")]
    [InlineData("X-A", "1\r\nX-B: 2")]
    [InlineData("X-A", "1\n")]
    [InlineData("X-A", "\u00e9")]
    [InlineData("X-A", "\0")]
    [InlineData("X A", "1")]
    [InlineData("X:A", "1")]
    [InlineData("X\r\nHost", "1")]
    [InlineData("", "1")]
    public async Task A_header_that_steers_or_breaks_the_connection_is_refused(string name, string value)
    {
        await using var server = RawServer.Of(_ => RawServer.Ok(""));
        using var client = Outbound.Client(Outbound.Listing(server));

        var failure = await client.FailAsync(
            Outbound.Get(server.Url()) with { Headers = [new("Accept", "*/*"), new(name, value)] });

        Assert.Equal(OutboundFault.BadRequest, failure.Fault);
        Assert.Equal(0, server.Accepts);
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("TRACE")]
    public async Task A_method_that_steers_the_connection_is_refused(string method)
    {
        using var client = Outbound.Client();

        var failure = await client.FailAsync(
            Outbound.Get(new Uri("http://93.184.216.34/")) with { Method = new HttpMethod(method) });

        Assert.Equal(OutboundFault.BadRequest, failure.Fault);
    }

    [Fact]
    public async Task Limits_below_zero_are_refused()
    {
        using var client = Outbound.Client();
        var request = Outbound.Get(new Uri("http://93.184.216.34/"));

        Assert.Equal(OutboundFault.BadRequest, (await client.FailAsync(request with { BodyBytesMax = -1 })).Fault);
        Assert.Equal(OutboundFault.BadRequest, (await client.FailAsync(request with { RedirectsMax = -1 })).Fault);
        Assert.Equal(OutboundFault.BadRequest, (await client.FailAsync(request with { Timeout = TimeSpan.Zero })).Fault);
    }

    [Fact]
    public async Task A_proxy_of_the_environment_is_not_used()
    {
        await using var proxy = RawServer.Of(_ => RawServer.Ok("proxied"));
        await using var server = RawServer.Of(_ => RawServer.Ok("direct"));
        string[] names = ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
        var before = names.Select(Environment.GetEnvironmentVariable).ToArray();
        var defaultProxy = HttpClient.DefaultProxy;
        try
        {
            Array.ForEach(names, name => Environment.SetEnvironmentVariable(name, proxy.Url().ToString()));
            HttpClient.DefaultProxy = new WebProxy(proxy.Url());
            using var client = Outbound.Client(Outbound.Listing(server));
            Assert.Equal("direct"u8.ToArray(), (await client.GetAsync(server.Url())).Body);
            Assert.Equal(OutboundFault.Denied, (await client.FailAsync(new Uri("http://169.254.169.254/"))).Fault);
            Assert.Equal(0, proxy.Accepts);

            using var control = new HttpClient();
            Assert.Equal("proxied", await control.GetStringAsync(server.Url(), Ct));
        }
        finally
        {
            HttpClient.DefaultProxy = defaultProxy;
            for (var i = 0; i < names.Length; i++)
            {
                Environment.SetEnvironmentVariable(names[i], before[i]);
            }
        }
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var serving = Task.Run(async () =>
        {
            using var peer = await listener.AcceptTcpClientAsync(Ct);
            using var tls = new SslStream(peer.GetStream());
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await tls.AuthenticateAsServerAsync(certificate);
                await tls.ReadExactlyAsync(new byte[1], Ct);
            });
        }, Ct);
        using var client = Outbound.Client(
            new OutboundHttpOptions { AllowedHosts = [new AllowedHost { Host = $"127.0.0.1:{port}", Jobs = ["*"] }] });

        var failure = await client.FailAsync(new Uri($"https://127.0.0.1:{port}/{Secret}"));

        Assert.Equal(OutboundFault.Unreachable, failure.Fault);
        Assert.Equal($"https://127.0.0.1:{port} did not agree on TLS: its certificate or its protocol is not accepted",
            failure.Message);
        await serving;
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_unreachable()
    {
        int port;
        await using (var gone = RawServer.Of(_ => ""))
        {
            port = gone.Port;
        }

        using var client = Outbound.Client(
            new OutboundHttpOptions { AllowedHosts = [new AllowedHost { Host = $"127.0.0.1:{port}", Jobs = ["*"] }] });

        var failure = await client.FailAsync(new Uri($"http://127.0.0.1:{port}/"));

        Assert.Equal(OutboundFault.Unreachable, failure.Fault);
        Assert.Equal($"127.0.0.1:{port} cannot be connected to (ConnectionRefused)", failure.Message);
    }

    [Fact]
    public async Task No_failure_shows_more_of_a_url_than_scheme_host_and_port()
    {
        var location = "";
        await using var server = RawServer.Of(request => request.Path.StartsWith("/ok", StringComparison.Ordinal)
            ? $"HTTP/1.1 200 {Secret}\r\nX: {Secret}\r\n{Secret}\r\n\r\n" : RawServer.Redirect(302, location));
        using var client = Outbound.Client(Outbound.Listing(server) with { BodyBytesMax = 1 });
        OutboundRequest At(string url) => Outbound.Get(new Uri(url)) with { Headers = [new("Authorization", Secret)] };
        var tail = $"/{Secret}?key={Secret}#{Secret}";
        var failures = new List<OutboundHttpException>
        {
            await client.FailAsync(At($"http://10.0.0.1{tail}")),
            await client.FailAsync(At($"http://private.example{tail}")),
            await client.FailAsync(At($"http://{Secret}:{Secret}@93.184.216.34{tail}")),
            await client.FailAsync(At($"ftp://93.184.216.34{tail}")),
            await client.FailAsync(At($"http://93.184.216.34:22{tail}")),
            await client.FailAsync(At(server.Url($"/ok{tail}").ToString())),
            await client.FailAsync(At(server.Url(tail).ToString()) with { Headers = [new("X-Key", $"{Secret}\n")] }),
        };
        foreach (var place in (string[])[tail, $"http://10.0.0.1{tail}", $"http://{Secret}@93.184.216.34{tail}",
            $"ftp://{Secret}{tail}", $"http://{Secret}:x{tail}"])
        {
            location = place;
            failures.Add(await client.FailAsync(At(server.Url(tail).ToString())));
        }

        Assert.True(failures.Select(failure => failure.Fault).Distinct().Count() >= 6,
            "too few kinds of failure to prove anything");
        Assert.All(failures, failure => Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_denial_is_logged_with_what_to_do()
    {
        var logger = new RecordingLogger<OutboundHttpClient>();
        using var client = new OutboundHttpClient(
            new OutboundHttpOptions(), FakeDns.Always("10.0.0.7"), new SocketDialer(), TimeProvider.System, logger);

        await client.FailAsync(new Uri($"http://db.internal:8080/{Secret}"), "job\n7");

        var (id, level, message) = Assert.Single(logger.Entries);
        Assert.Equal((1300, LogLevel.Warning), (id, level));
        Assert.StartsWith(
            "Job job\\u000a7 was not let out: db.internal:8080 leads to 10.0.0.7, a private address. If this job should",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_module_gives_a_client_that_guards()
    {
        using var provider = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddOutboundHttp(new OutboundHttpOptions()).BuildServiceProvider();

        var failure = await provider.GetRequiredService<IOutboundHttp>().FailAsync(new Uri("http://localhost:8080/"));

        Assert.Equal(OutboundFault.Denied, failure.Fault);
        Assert.Same(provider.GetRequiredService<IOutboundHttp>(), provider.GetRequiredService<IOutboundHttp>());
    }
}
