using System.Net;
using Node.Core.Http;
using Xunit;

namespace Node.Core.Tests.Http;

/// <summary>
/// Every way to write a forbidden host, by every route. Whatever is dialled lands in the trap, so one connection there is a hole.
/// </summary>
public sealed class ForbiddenHostTests : IAsyncDisposable
{
    private readonly RawServer _trap = RawServer.Of(_ => RawServer.Ok("caught"));

    public ValueTask DisposeAsync() => _trap.DisposeAsync();

    [Fact]
    public async Task As_part_of_the_url()
    {
        Assert.True(HostForms.All.Count >= 150, $"only {HostForms.All.Count} forms");
        var dialer = new DetourDialer(_trap.Port);
        using var client = Outbound.Client(dns: FakeDns.Always("127.0.0.1"), dialer: dialer);
        var sent = 0;
        foreach (var form in HostForms.All)
        {
            foreach (var text in (string[])[
                $"http://{form}:8080/x", $"https://{form}/x", $"http://{form}\\@93.184.216.34:8080/x"])
            {
                if (Uri.TryCreate(text, UriKind.Absolute, out var url))
                {
                    sent++;
                    AssertRefused(text, await client.FailAsync(url));
                }
            }
        }

        Assert.True(sent >= 400, $"only {sent} URLs were sent");
        await AssertNoConnectionAsync(dialer);
    }

    [Fact]
    public async Task As_the_answer_of_a_name_server()
    {
        Assert.True(HostForms.Addresses.Count >= 150, $"only {HostForms.Addresses.Count} addresses");
        var dialer = new DetourDialer(_trap.Port);
        var bad = IPAddress.Any;
        var mixed = 0;
        var dns = new FakeDns((_, _) => (mixed++ % 3) switch
        {
            0 => [bad],
            1 => [IPAddress.Parse("93.184.216.34"), bad],
            _ => [IPAddress.Parse("2606:4700::1111"), IPAddress.Parse("93.184.216.34"), bad],
        });
        using var client = Outbound.Client(dns: dns, dialer: dialer);
        foreach (var address in HostForms.Addresses)
        {
            bad = address;
            for (var i = 0; i < 3; i++)
            {
                var failure = await client.FailAsync(new Uri("http://prices.example:8080/x"));
                Assert.True(failure.Fault == OutboundFault.Denied, $"{address}: {failure.Fault} {failure.Message}");
            }
        }

        Assert.Equal(3 * HostForms.Addresses.Count, dns.Asked);
        await AssertNoConnectionAsync(dialer);
    }

    [Fact]
    public async Task As_the_place_of_a_redirect()
    {
        var place = "";
        await using var front = RawServer.Of(_ => RawServer.Redirect(302, place));
        var dialer = new DetourDialer(front.Port);
        using var client = Outbound.Client(Outbound.Listing(front), FakeDns.Always("127.0.0.1"), dialer);
        var asked = 0;
        foreach (var form in HostForms.All.Where(form => form.All(char.IsAscii)))
        {
            foreach (var start in (string[])[$"http://{form}:{_trap.Port}/x", $"//{form}:{_trap.Port}/x"])
            {
                asked++;
                place = start;
                AssertRefused(place, await client.FailAsync(front.Url("/start")));
            }
        }

        Assert.True(asked >= 300, $"only {asked} redirects");
        Assert.All(dialer.Dialled, dialled => Assert.Equal(front.Port, dialled.Port));
        Assert.All(front.Requests, request => Assert.Equal("/start", request.Path));
        Assert.Equal(0, _trap.Accepts);
    }

    [Fact]
    public async Task With_the_sockets_of_the_machine()
    {
        using var client = Outbound.Client();
        foreach (var form in HostForms.All)
        {
            if (Uri.TryCreate($"http://{form}:{_trap.Port}/x", UriKind.Absolute, out var url))
            {
                AssertRefused(form, await client.FailAsync(url));
            }
        }

        await AssertNoConnectionAsync(null);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://93.184.216.34/x")]
    [InlineData("unix:/var/run/docker.sock")]
    [InlineData("ftp://93.184.216.34/x")]
    [InlineData("ws://93.184.216.34/x")]
    [InlineData("http://user:pw@93.184.216.34/x")]
    [InlineData("http://user@93.184.216.34/x")]
    [InlineData("http://93.184.216.34:0/x")]
    public async Task A_url_that_is_not_plain_http_is_not_sent(string url)
    {
        var dialer = new DetourDialer(_trap.Port);
        using var client = Outbound.Client(dialer: dialer);

        Assert.Equal(OutboundFault.BadUrl, (await client.FailAsync(new Uri(url))).Fault);

        await AssertNoConnectionAsync(dialer);
    }

    [Fact]
    public async Task A_relative_url_is_not_sent()
    {
        using var client = Outbound.Client();

        Assert.Equal(OutboundFault.BadUrl, (await client.FailAsync(new Uri("x/y", UriKind.Relative))).Fault);
    }

    [Fact]
    public async Task A_port_of_the_list_is_denied_and_its_neighbour_is_not()
    {
        var dialer = new DetourDialer(_trap.Port);
        using var client = Outbound.Client(new OutboundHttpOptions { PortsDenied = [6379] }, dialer: dialer);

        Assert.Equal(OutboundFault.Denied, (await client.FailAsync(new Uri("http://93.184.216.34:6379/"))).Fault);
        Assert.Empty(dialer.Dialled);
        Assert.Equal(200, (await client.GetAsync(new Uri("http://93.184.216.34:6380/"))).Status);
    }

    private static void AssertRefused(string what, OutboundHttpException failure) =>
        Assert.True(failure.Fault is OutboundFault.Denied or OutboundFault.BadUrl or OutboundFault.RedirectRefused,
            $"{what}: {failure.Fault} {failure.Message}");

    /// <summary>A last connection proves that the trap counts; it comes after all others, so it must be the first.</summary>
    private async Task AssertNoConnectionAsync(DetourDialer? dialer)
    {
        Assert.Empty(dialer?.Dialled ?? []);
        using var control = Outbound.Client(Outbound.Listing(_trap));
        Assert.Equal("caught"u8.ToArray(), (await control.GetAsync(_trap.Url())).Body);
        Assert.Equal(1, _trap.Accepts);
    }
}
