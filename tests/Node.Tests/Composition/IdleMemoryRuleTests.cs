using Node.Composition;
using Xunit;

namespace Node.Tests.Composition;

public sealed class IdleMemoryRuleTests
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    [Fact]
    public void Memory_is_given_back_when_the_node_is_idle_and_once_for_what_was_allocated()
    {
        var rule = new IdleMemoryRule();
        Assert.False(rule.IsTime(Look, TimeSpan.FromSeconds(3), 50_000_000)); // the start was busy
        Assert.True(rule.IsTime(Look, TimeSpan.FromSeconds(3.1), 51_000_000));
        Assert.False(rule.IsTime(Look, TimeSpan.FromSeconds(3.2), 52_000_000)); // little since
        Assert.True(rule.IsTime(Look, TimeSpan.FromSeconds(3.3), 51_000_000 + IdleMemoryRule.AllocatedMin));
    }

    [Fact]
    public void A_busy_node_is_left_alone()
    {
        var rule = new IdleMemoryRule();
        for (var i = 1; i <= 10; i++)
        {
            Assert.False(rule.IsTime(Look, Look * (i * (IdleMemoryRule.BusyMax + 0.01)), i * 1_000_000_000L));
        }
    }
}
