using Node.Jobs.Spawning;
using Node.Jobs.Specs;
using Node.Jobs.Tests.Specs;
using Xunit;

namespace Node.Jobs.Tests.Spawning;

public sealed class ApplyPlanTests
{
    private static readonly Guid One = Guid.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly Guid Two = Guid.Parse("22222222-2222-4222-8222-222222222222");

    private readonly JobRow[] _stored = [Row(1, One, "price"), Row(2, Two, "twin"), Row(3, Guid.NewGuid(), "twin")];
    private readonly List<string> _faults = [];

    [Fact]
    public void An_external_id_names_the_job_whatever_its_name() => Assert.Equal([2L, null], Match(Spec(Two, "price"), Spec(Guid.NewGuid(), "price")));

    [Fact]
    public void Without_one_the_only_job_of_the_name_is_meant_and_otherwise_a_new_one() => Assert.Equal([1L, null], Match(Spec(null, "price"), Spec(null, "Price")));

    [Fact]
    public void A_name_that_several_jobs_have_is_refused_with_their_ids()
    {
        Match(Spec(null, "twin"));
        Assert.Contains(Two.ToString(), Assert.Single(_faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_without_name_and_id_is_refused()
    {
        Match(Spec(null, null), Spec(null, ""));
        Assert.Equal(2, _faults.Count);
        Assert.All(_faults, fault => Assert.Contains("neither an externalJobID nor a name", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_specs_for_one_job_are_refused_also_for_a_new_one()
    {
        var id = Guid.NewGuid();
        Match(Spec(One, "a"), Spec(null, "price"), Spec(id, "b"), Spec(id, "c"), Spec(null, "new"), Spec(null, "new"));
        Assert.Equal(3, _faults.Count);
        Assert.All(_faults, fault => Assert.Contains("the same job", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_spec_for_a_certain_job_may_not_bear_the_id_of_another()
    {
        Assert.Equal([1L, 2L], Match(Spec(null, null) with { JobId = 1 }, Spec(Two, null) with { JobId = 2 }));
        Assert.Empty(_faults);
        Match(Spec(Two, null) with { JobId = 1 });
        Assert.Contains(One.ToString(), Assert.Single(_faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_for_a_job_that_was_deleted_meanwhile_is_refused()
    {
        Match(Spec(null, null) with { JobId = 99 });
        Assert.Contains("job 99 was deleted", Assert.Single(_faults), StringComparison.Ordinal);
    }

    private IEnumerable<long?> Match(params SpecToPlan[] specs) => [.. ApplyPlan.Match(specs, _stored, _faults).Select(row => row?.Id)];

    private static SpecToPlan Spec(Guid? id, string? name) => new("file", Check.Accept(
        $"type = \"webhook\"\nschemaVersion = 1\n{(id is null ? "" : $"externalJobID = \"{id}\"\n")}{(name is null ? "" : $"name = \"{name}\"\n")}{Check.Pipeline}"));

    private static JobRow Row(long id, Guid externalId, string name) => new() { Id = id, ExternalJobId = externalId.ToString("D"), Name = name, Version = 1 };
}
