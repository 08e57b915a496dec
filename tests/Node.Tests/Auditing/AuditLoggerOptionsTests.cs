using Node.Auditing;
using Node.Core.Config;
using Xunit;

namespace Node.Tests.Auditing;

public sealed class AuditLoggerOptionsTests
{
    [Fact]
    public void The_defaults_are_good_and_send_nothing()
    {
        Assert.Empty(FaultsOf(new AuditLoggerOptions()));
        Assert.Null(new AuditLoggerOptions().Url);
        Assert.Null(new AuditLoggerOptions { ForwardToUrl = new Secret("") }.Url);
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_and_no_secret_shown()
    {
        var faults = FaultsOf(new AuditLoggerOptions
        {
            ForwardToUrl = new Secret("https://user:hunter2@audit.example/"),
            Headers = [new Secret("Authorization: good"), new Secret("hunter2 without a name")],
            FileSizeMax = new FileSize(1),
            FilesMax = 1,
            RefusedPerMinuteMax = 0,
            ActsAtOnceMax = 0,
            ForwardTimeout = TimeSpan.Zero,
            ForwardDelayMax = TimeSpan.FromDays(1),
        });

        Assert.Equal(
            ["ActsAtOnceMax", "FileSizeMax", "FilesMax", "ForwardDelayMax", "ForwardTimeout", "ForwardToUrl", "Headers:1", "RefusedPerMinuteMax"],
            faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
        Assert.All(faults, fault => Assert.DoesNotContain("hunter2", fault.Problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ftp://audit.example/")]
    [InlineData("audit.example")]
    [InlineData("https://audit.example/#part")]
    public void A_place_that_is_no_web_address_is_refused(string url) =>
        Assert.Equal("ForwardToUrl", Assert.Single(FaultsOf(new AuditLoggerOptions { ForwardToUrl = new Secret(url) })).Key);

    private static IReadOnlyList<ConfigFault> FaultsOf(AuditLoggerOptions options)
    {
        var faults = new ConfigFaults();
        options.Validate(faults);
        return faults.All;
    }
}
