using Node.Core.Http;
using Xunit;

namespace Node.Core.Tests.Http;

public sealed class HostListTests : IAsyncDisposable
{
    private readonly RawServer _server = RawServer.Of(_ => RawServer.Ok("secret"));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_connection_of_a_listed_job_is_never_lent_to_another()
    {
        using var client = Outbound.Client(Outbound.Listing(_server, "a"));
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(200, (await client.GetAsync(_server.Url(), "a")).Status);
            Assert.Equal(OutboundFault.Denied, (await client.FailAsync(_server.Url(), "b")).Fault);
            Assert.Equal(OutboundFault.Denied, (await client.FailAsync(_server.Url(), "")).Fault);
        }

        Assert.Equal(1, _server.Accepts);
        Assert.Equal(50, _server.Requests.Count);
    }

    [Fact]
    public async Task Nor_when_both_ask_by_name_at_the_same_time()
    {
        var host = new AllowedHost { Host = $"Prices.Internal:{_server.Port}", Jobs = ["a"] };
        var options = new OutboundHttpOptions { AllowedHosts = [host] };
        using var client = Outbound.Client(options, FakeDns.Always("127.0.0.1"));
        var url = new Uri($"http://prices.internal:{_server.Port}/x");

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            if (i % 2 == 0)
            {
                Assert.Equal(200, (await client.GetAsync(url, "a")).Status);
            }
            else
            {
                Assert.Equal(OutboundFault.Denied, (await client.FailAsync(url, "b")).Fault);
            }
        }));

        Assert.Equal(100, _server.Requests.Count);
    }

    [Fact]
    public async Task A_star_is_every_caller()
    {
        using var client = Outbound.Client(Outbound.Listing(_server));

        Assert.Equal(200, (await client.GetAsync(_server.Url(), "any")).Status);
        Assert.Equal(200, (await client.GetAsync(_server.Url(), "")).Status);
    }

    [Fact]
    public async Task A_listed_host_opens_its_own_port_and_its_own_name_only()
    {
        await using var other = RawServer.Of(_ => RawServer.Ok("other"));
        using var client = Outbound.Client(Outbound.Listing(_server));

        Assert.Equal(OutboundFault.Denied, (await client.FailAsync(other.Url())).Fault);
        Assert.Equal(OutboundFault.Denied, (await client.FailAsync(new Uri($"http://localhost:{_server.Port}/"))).Fault);
        Assert.Equal(OutboundFault.Denied, (await client.FailAsync(new Uri($"http://127.0.0.2:{_server.Port}/"))).Fault);
        Assert.Equal(OutboundFault.Denied, (await client.FailAsync(new Uri($"http://[::1]:{_server.Port}/"))).Fault);
        Assert.Equal(0, other.Accepts);
        Assert.Equal(0, _server.Accepts);
    }

    [Fact]
    public async Task Another_way_to_write_a_listed_address_is_the_same_address()
    {
        using var client = Outbound.Client(Outbound.Listing(_server));

        Assert.Equal(200, (await client.GetAsync(new Uri($"http://2130706433:{_server.Port}/"))).Status);
    }

    [Fact]
    public async Task A_listed_host_may_use_a_denied_port()
    {
        using var client = Outbound.Client(Outbound.Listing(_server) with { PortsDenied = [_server.Port] });

        Assert.Equal(200, (await client.GetAsync(_server.Url())).Status);
    }

    [Fact]
    public async Task A_redirect_is_judged_for_the_caller_too()
    {
        await using var inner = RawServer.Of(_ => RawServer.Ok("inner"));
        await using var front = RawServer.Of(_ => RawServer.Redirect(302, inner.Url("/x").ToString()));
        var options = new OutboundHttpOptions
        {
            AllowedHosts =
            [
                new AllowedHost { Host = $"127.0.0.1:{front.Port}", Jobs = ["*"] },
                new AllowedHost { Host = $"127.0.0.1:{inner.Port}", Jobs = ["a"] },
            ],
        };
        using var client = Outbound.Client(options);

        Assert.Equal("inner"u8.ToArray(), (await client.GetAsync(front.Url(), "a")).Body);
        Assert.Equal(OutboundFault.Denied, (await client.FailAsync(front.Url(), "b")).Fault);
        Assert.Single(inner.Requests);
    }

    [Fact]
    public void Callers_of_the_same_host_add_up_and_a_faulty_line_opens_nothing()
    {
        var list = new HostList(
        [
            new AllowedHost { Host = "x.example:80", Jobs = ["a"] }, new AllowedHost { Host = "X.example:80", Jobs = ["b"] },
            new AllowedHost { Host = "y.example", Jobs = ["*"] }, new AllowedHost { Host = "z.example:80" },
        ]);

        Assert.True(list.Allows("a", new HostAndPort("x.example", 80)));
        Assert.True(list.Allows("b", new HostAndPort("x.example", 80)));
        Assert.False(list.Allows("A", new HostAndPort("x.example", 80)));
        Assert.False(list.Allows("c", new HostAndPort("x.example", 80)));
        Assert.False(list.Allows("a", new HostAndPort("y.example", 80)));
        Assert.False(list.Allows("", new HostAndPort("z.example", 80)));
    }
}
