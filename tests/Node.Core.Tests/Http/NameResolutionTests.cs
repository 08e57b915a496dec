using System.Net;
using System.Net.Sockets;
using Node.Core.Http;
using Xunit;

namespace Node.Core.Tests.Http;

public sealed class NameResolutionTests : IAsyncDisposable
{
    private static readonly Uri Url = new("http://prices.example:8080/x");
    private static readonly IPAddress Public = IPAddress.Parse("93.184.216.34");

    private readonly RawServer _server = RawServer.Of(request => request.Path == "/close"
        ? "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        : RawServer.Ok("1"));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_name_is_resolved_once_per_connection_and_the_address_that_was_judged_is_dialled()
    {
        // A second question would get the address that must not be reached.
        var dns = new FakeDns((_, asked) => [asked == 1 ? Public : IPAddress.Loopback]);
        var dialer = new DetourDialer(_server.Port);
        using var client = Outbound.Client(dns: dns, dialer: dialer);

        var answer = await client.GetAsync(Url);

        Assert.Equal(200, answer.Status);
        Assert.Equal(Public, answer.Peer);
        Assert.Equal(1, dns.Asked);
        Assert.Equal([new IPEndPoint(Public, 8080)], dialer.Dialled);
    }

    [Fact]
    public async Task A_name_that_moves_to_a_private_address_is_refused_with_the_next_connection()
    {
        var dns = new FakeDns((_, asked) => [asked == 1 ? Public : IPAddress.Loopback]);
        var dialer = new DetourDialer(_server.Port);
        using var client = Outbound.Client(dns: dns, dialer: dialer);

        Assert.Equal(200, (await client.GetAsync(new Uri(Url, "/close"))).Status);

        Assert.Equal(OutboundFault.Denied, (await client.FailAsync(Url)).Fault);
        Assert.Equal(2, dns.Asked);
        Assert.Equal(1, _server.Accepts);
    }

    [Fact]
    public async Task Connections_are_kept_and_each_answer_says_who_gave_it()
    {
        var dns = new FakeDns((host, _) => [host == "a.example" ? Public : IPAddress.Parse("2606:4700::1111")]);
        using var client = Outbound.Client(dns: dns, dialer: new DetourDialer(_server.Port));

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("93.184.216.34", (await client.GetAsync(new Uri("http://a.example/"))).Peer?.ToString());
            Assert.Equal("2606:4700::1111", (await client.GetAsync(new Uri("http://b.example/"))).Peer?.ToString());
        }

        Assert.Equal(2, _server.Accepts);
        Assert.Equal(2, dns.Asked);
    }

    [Fact]
    public async Task A_name_without_an_address_is_unreachable()
    {
        using var client = Outbound.Client(dns: new FakeDns((_, _) => []));

        var failure = await client.FailAsync(Url);

        Assert.Equal(OutboundFault.Unreachable, failure.Fault);
        Assert.True(failure.IsTransient);
        Assert.Equal("prices.example:8080 has no address", failure.Message);
    }

    [Fact]
    public async Task A_name_server_that_fails_is_named_and_nothing_is_dialled()
    {
        var dialer = new DetourDialer(_server.Port);
        using var client = Outbound.Client(
            dns: new FakeDns((_, _) => throw new SocketException((int)SocketError.HostNotFound)), dialer: dialer);

        var failure = await client.FailAsync(Url);

        Assert.Equal("prices.example:8080 does not resolve (HostNotFound)", failure.Message);
        Assert.Equal(OutboundFault.Unreachable, failure.Fault);
        Assert.Empty(dialer.Dialled);
    }

    [Fact]
    public async Task A_resolver_that_breaks_lets_nothing_through()
    {
        var dialer = new DetourDialer(_server.Port);
        using var client = Outbound.Client(
            dns: new FakeDns((_, _) => throw new InvalidOperationException("broken")), dialer: dialer);

        await client.FailAsync(Url);

        Assert.Empty(dialer.Dialled);
        Assert.Equal(0, _server.Accepts);
    }

    [Fact]
    public async Task A_dead_address_leaves_time_for_the_next_one()
    {
        var dialer = new DeadAddressDialer(Public, _server.Port);
        var options = new OutboundHttpOptions { ConnectTimeout = TimeSpan.FromMilliseconds(600) };
        using var client = Outbound.Client(options, FakeDns.Always("93.184.216.34", "93.184.216.35"), dialer);

        Assert.Equal("93.184.216.35", (await client.GetAsync(Url)).Peer?.ToString());
    }

    [Fact]
    public async Task Connecting_has_its_own_time_limit()
    {
        var options = new OutboundHttpOptions { ConnectTimeout = TimeSpan.FromMilliseconds(200) };
        using var client = Outbound.Client(options, FakeDns.Always("93.184.216.34"), new DeadAddressDialer(Public, _server.Port));

        var failure = await client.FailAsync(Outbound.Get(Url) with { Timeout = TimeSpan.FromSeconds(30) });

        Assert.Equal(OutboundFault.Timeout, failure.Fault);
        Assert.Equal("http://prices.example:8080 cannot be connected to within 200ms", failure.Message);
    }

    private sealed class DeadAddressDialer(IPAddress dead, int port) : ISocketDialer
    {
        private readonly DetourDialer _detour = new(port);

        public async Task<Socket> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
        {
            if (endPoint.Address.Equals(dead))
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return await _detour.DialAsync(endPoint, cancellationToken);
        }
    }
}
