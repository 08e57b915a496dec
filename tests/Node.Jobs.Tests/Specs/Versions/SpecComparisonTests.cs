using Node.Jobs.Specs.Versions;
using Xunit;

namespace Node.Jobs.Tests.Specs.Versions;

public sealed class SpecComparisonTests
{
    private const string Spec = """
        type = "cron"
        schemaVersion = 1
        name = "price"
        schedule = "CRON_TZ=UTC 0 * * * *"
        observationSource = '''
        a [type=http method=GET url="https://a.example"]
        b [type=jsonparse path="x"]
        a -> b
        '''
        """;

    [Fact]
    public void The_same_spec_changes_nothing() => Same(SpecComparison.Of(Spec, Spec), triggerChanges: false);

    [Fact]
    public void Comments_layout_and_order_change_nothing_in_meaning()
    {
        var moved = "# mine\n" + Spec.Replace("name = \"price\"\n", "", StringComparison.Ordinal).Replace("a -> b", "a  ->  b", StringComparison.Ordinal)
            .Replace("type = \"cron\"", "name = \"price\"\nTYPE   = 'cron'", StringComparison.Ordinal);
        Same(SpecComparison.Of(Spec, moved), triggerChanges: false, "nothing but comments, layout or order");
    }

    [Fact]
    public void Another_schedule_changes_the_trigger() => Same(
        SpecComparison.Of(Spec, Spec.Replace("0 * * * *", "5 * * * *", StringComparison.Ordinal)),
        triggerChanges: true,
        "trigger: schedule from \"CRON_TZ=UTC 0 * * * *\" to \"CRON_TZ=UTC 5 * * * *\"");

    [Fact]
    public void What_says_how_runs_go_is_no_trigger() => Same(
        SpecComparison.Of(Spec, Spec.Replace("name = \"price\"", "maxConcurrentRuns = 3", StringComparison.Ordinal)),
        triggerChanges: false,
        "job: maxconcurrentruns set to 3",
        "job: name removed, was \"price\"");

    [Fact]
    public void Tasks_are_compared_one_by_one()
    {
        var changed = Spec.Replace("https://a.example", "https://b.example", StringComparison.Ordinal)
            .Replace("b [type=jsonparse path=\"x\"]", "c [type=memo value=1]", StringComparison.Ordinal)
            .Replace("a -> b", "a -> c", StringComparison.Ordinal);
        Same(
            SpecComparison.Of(Spec, changed),
            triggerChanges: false,
            "task a: url from https://a.example to https://b.example",
            "task b (jsonparse): removed",
            "task c (memo): added");
    }

    [Fact]
    public void Another_arrow_is_a_change_of_the_task_it_leads_to() => Same(
        SpecComparison.Of(Spec, Spec.Replace("a -> b", "b -> a", StringComparison.Ordinal)),
        triggerChanges: false,
        "task a: after set to b",
        "task b: after removed, was a");

    [Fact]
    public void Lists_and_tables_are_compared_by_what_they_hold()
    {
        var before = Spec + "\nrequesters = [\"0x1\", \"0x2\"]\n[[x]]\nname = \"i\"\n";
        Same(SpecComparison.Of(before, before.Replace("[\"0x1\", \"0x2\"]", "[ \"0x1\",\"0x2\" ]", StringComparison.Ordinal)), false, "nothing but comments, layout or order");
        Assert.True(SpecComparison.Of(before, before.Replace("\"i\"", "\"j\"", StringComparison.Ordinal)).TriggerChanges);
    }

    [Fact]
    public void A_spec_of_another_form_starts_its_trigger_anew()
    {
        Assert.True(SpecComparison.Of("{}", Spec).TriggerChanges);
        Assert.False(SpecComparison.Of("{}", "{}").TriggerChanges);
    }

    private static void Same(SpecComparison comparison, bool triggerChanges, params string[] lines)
    {
        Assert.Equal(lines, comparison.Lines);
        Assert.Equal(triggerChanges, comparison.TriggerChanges);
    }
}
