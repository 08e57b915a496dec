using Xunit;

namespace Node.ArchitectureTests.Rules;

public sealed class CirclesTests
{
    [Fact]
    public void An_order_has_none() => Assert.Empty(Circles.Find([("a", "b"), ("b", "c"), ("a", "c"), ("a", "a")]));

    [Fact]
    public void A_planted_circle_is_found_with_its_way() =>
        Assert.Equal(["b -> c -> d -> b"], Circles.Find([("a", "b"), ("b", "c"), ("c", "d"), ("d", "b")]));

    [Fact]
    public void Two_circles_are_both_found() =>
        Assert.Equal(["a -> b -> a", "c -> d -> c"], Circles.Find([("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]));
}
