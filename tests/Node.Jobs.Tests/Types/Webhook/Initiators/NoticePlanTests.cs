using Node.Jobs.Types.Webhook.Initiators;
using Xunit;

namespace Node.Jobs.Tests.Types.Webhook.Initiators;

public sealed class NoticePlanTests
{
    private static readonly InitiatorNotice Wanted = new() { InitiatorId = 1, ExternalJobId = "j", JobId = 7, Params = "{}" };

    [Fact]
    public void What_is_wanted_and_not_stored_is_announced() => Assert.Equal([Wanted], NoticePlan.Of([Wanted], []).Announce);

    [Fact]
    public void What_is_stored_as_wanted_is_left_alone()
    {
        Assert.True(NoticePlan.Of([Wanted], [Wanted with { State = NoticeState.Announced }]).IsEmpty);
        Assert.True(NoticePlan.Of([Wanted], [Wanted with { State = NoticeState.Announcing, Attempts = 9 }]).IsEmpty);
    }

    [Fact]
    public void What_changed_or_came_back_is_announced_again()
    {
        foreach (var row in new[]
        {
            Wanted with { State = NoticeState.Announced, Params = "1" },
            Wanted with { State = NoticeState.Announced, JobId = 6 },
            Wanted with { State = NoticeState.Withdrawing },
        })
        {
            var plan = NoticePlan.Of([Wanted], [row]);
            Assert.Equal([Wanted], plan.Announce);
            Assert.Empty(plan.Withdraw);
        }
    }

    [Fact]
    public void What_is_not_wanted_any_more_is_withdrawn_if_it_may_have_been_heard()
    {
        var heard = Wanted with { State = NoticeState.Announced };
        var maybe = Wanted with { State = NoticeState.Announcing, Attempts = 1, ExternalJobId = "k" };
        var unheard = Wanted with { State = NoticeState.Announcing, ExternalJobId = "l" };
        var underWay = Wanted with { State = NoticeState.Withdrawing, ExternalJobId = "m" };

        var plan = NoticePlan.Of([], [heard, maybe, unheard, underWay]);

        Assert.Equal([heard, maybe], plan.Withdraw);
        Assert.Equal([unheard], plan.Forget);
        Assert.Empty(plan.Announce);
    }
}
