using System.Net;
using Node.Core.Http;
using Xunit;

namespace Node.Core.Tests.Http;

/// <summary>Places that an operator named, such as bridges: private networks are open to them, and nothing else is that is closed to jobs.</summary>
public sealed class NamedPlaceTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("8.8.8.8")]
    [InlineData("2606:4700::1111")]
    public void An_own_network_and_the_internet_are_open(string address) => Assert.Null(AddressPolicy.RefusalOfNamed(IPAddress.Parse(address)));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("100.100.100.200")]
    [InlineData("::ffff:100.100.100.200")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("192.0.2.1")]
    public void Where_clouds_serve_credentials_and_other_special_places_stay_closed(string address) => Assert.NotNull(AddressPolicy.RefusalOfNamed(IPAddress.Parse(address)));

    [Fact]
    public void Whatever_is_open_to_a_job_is_open_to_a_named_place() =>
        Assert.All((string[])["1.1.1.1", "9.9.9.9", "2001:4860:4860::8888"], text =>
        {
            var address = IPAddress.Parse(text);
            Assert.Null(AddressPolicy.RefusalOf(address));
            Assert.Null(AddressPolicy.RefusalOfNamed(address));
        });

    [Fact]
    public async Task A_named_place_on_this_machine_answers_and_a_job_is_denied_the_same_place()
    {
        await using var server = RawServer.Of(_ => RawServer.Ok("21"));
        using var client = Outbound.Client();
        var named = Outbound.Get(server.Url()) with { ReachesOwnNetwork = true };
        Assert.Equal("21"u8.ToArray(), (await client.SendAsync(named, TestContext.Current.CancellationToken)).Body);
        Assert.Equal(OutboundFault.Denied, (await client.FailAsync(server.Url())).Fault);
        Assert.Equal(1, server.Accepts);
    }

    [Fact]
    public async Task A_connection_of_a_named_place_is_not_lent_to_a_job()
    {
        await using var server = RawServer.Of(_ => RawServer.Ok("21"));
        using var client = Outbound.Client(dns: FakeDns.Always("127.0.0.1"));
        var url = new Uri($"http://adapter.example:{server.Port}/");
        await client.SendAsync(Outbound.Get(url) with { ReachesOwnNetwork = true }, TestContext.Current.CancellationToken);
        Assert.Equal(OutboundFault.Denied, (await client.FailAsync(url)).Fault);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/")]
    [InlineData("http://127.0.0.1:5432/")]
    public async Task Credentials_of_clouds_and_denied_ports_stay_closed(string url)
    {
        using var client = Outbound.Client();
        Assert.Equal(OutboundFault.Denied, (await client.FailAsync(Outbound.Get(new Uri(url)) with { ReachesOwnNetwork = true })).Fault);
    }

    [Fact]
    public async Task A_name_that_leads_to_the_credentials_of_a_cloud_is_denied()
    {
        using var client = Outbound.Client(dns: FakeDns.Always("169.254.169.254"));
        Assert.Equal(OutboundFault.Denied, (await client.FailAsync(Outbound.Get(new Uri("http://adapter.example/")) with { ReachesOwnNetwork = true })).Fault);
    }
}
