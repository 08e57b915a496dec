using Node.Core.Services;
using Xunit;

namespace Node.Core.Tests.Services;

public sealed class HealthFaultTests
{
    [Fact]
    public void A_message_of_others_in_a_reason_gives_no_orders_and_has_an_end()
    {
        var fault = new HealthFault($"cannot write: a\r\nb\e[2J\u202ec{new string('x', 1_000_000)}", "Look at the disk.");

        Assert.StartsWith("cannot write: a\\u000d\\u000ab\\u001b[2J\\u202ecx", fault.Reason, StringComparison.Ordinal);
        Assert.InRange(fault.Reason.Length, HealthFault.ReasonCharsMax, HealthFault.ReasonCharsMax + 100);
        Assert.EndsWith("x…", fault.Reason, StringComparison.Ordinal);
        Assert.Equal(fault.Reason, $"{fault}");
    }

    [Fact]
    public void A_plain_reason_stays_as_it_is() => Assert.Equal("cannot write – 3 €", new HealthFault("cannot write – 3 €", "Wait.").Reason);
}
