using Node.Core.Config;
using Node.Core.Http;
using Xunit;

namespace Node.Core.Tests.Http;

public sealed class OutboundHttpOptionsTests
{
    [Fact]
    public void The_defaults_are_valid_and_let_nobody_in() => Assert.Empty(FaultsOf(new OutboundHttpOptions()));

    [Fact]
    public void Every_fault_is_named_with_its_key()
    {
        var faults = FaultsOf(new OutboundHttpOptions
        {
            BodyBytesMax = OutboundHttpOptions.BodyBytesHardMax + 1,
            HeaderKibibytesMax = 0,
            RedirectsMax = -1,
            ConnectionsPerHostMax = 0,
            ConnectTimeout = TimeSpan.Zero,
            TotalTimeoutMax = TimeSpan.FromHours(1),
            ConnectionAgeMax = TimeSpan.Zero,
            PortsDenied = [22, 65536],
            AllowedHosts =
            [
                new AllowedHost { Host = "no-port", Jobs = ["*"] }, new AllowedHost { Host = "a.example:80", Jobs = [" "] },
                new AllowedHost { Host = "[::1]:9000" },
            ],
        });

        Assert.Equal(
            [
                "BodyBytesMax is 1048577; must be from 1 to 1048576",
                "HeaderKibibytesMax is 0; must be from 1 to 1024",
                "RedirectsMax is -1; must be from 0 to 20",
                "ConnectionsPerHostMax is 0; must be from 1 to 10000",
                "ConnectTimeout is 0s; must be from 100ms to 2m0s",
                "TotalTimeoutMax is 1h0m0s; must be from 100ms to 10m0s",
                "ConnectionAgeMax is 0s; must be from 1s to 1h0m0s",
                "PortsDenied:1 is 65536; must be from 1 to 65535",
                "AllowedHosts:0:Host is \"no-port\"; must be a host name or address and a port, "
                    + "e.g. prices.internal:8080 or [::1]:9000",
                "AllowedHosts:1:Jobs:0 is blank; must be the external id of a job, or \"*\"",
                "AllowedHosts:2:Jobs is empty; must name external ids of jobs, or \"*\" for every job",
            ],
            faults);
    }

    [Theory]
    [InlineData("Prices.Internal:8080", "prices.internal:8080")]
    [InlineData("127.0.0.1:80", "127.0.0.1:80")]
    [InlineData("0x7f.1:80", "127.0.0.1:80")]
    [InlineData("[::1]:443", "[::1]:443")]
    [InlineData("[0:0:0:0:0:0:0:1]:443", "[::1]:443")]
    public void A_host_and_port_have_one_form(string text, string expected)
    {
        Assert.True(HostAndPort.TryParse(text, out var value));
        Assert.Equal(expected, value.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData("a.example")]
    [InlineData("a.example:")]
    [InlineData("a.example:0")]
    [InlineData("a.example:65536")]
    [InlineData("a.example:+80")]
    [InlineData("a.example: 80")]
    [InlineData("a.example:80/x")]
    [InlineData("user@a.example:80")]
    [InlineData("*.example:80")]
    [InlineData("http://a.example:80")]
    [InlineData("::1:80")]
    [InlineData("10.0.0.0/8:80")]
    public void Anything_else_is_not_a_host_and_port(string? text) => Assert.False(HostAndPort.TryParse(text, out _));

    private static IReadOnlyList<string> FaultsOf(OutboundHttpOptions options)
    {
        var faults = new ConfigFaults();
        options.Validate(faults);
        return [.. faults.All.Select(fault => fault.ToString())];
    }
}
