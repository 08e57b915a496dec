using CsCheck;
using Node.Eth.Signatures.Secp256k1;
using Node.Testing;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

public sealed class GroupLawTests
{
    private static readonly int Count = TestScale.Pick(300, 20_000);

    [Fact]
    public void Scalars_are_a_field() => Gen.Select(Generators.Scalars, Generators.Scalars, Generators.Scalars).Sample(
        (a, b, c) =>
        {
            Assert.Equal(a + b, b + a);
            Assert.Equal((a + b) + c, a + (b + c));
            Assert.Equal(a * b, b * a);
            Assert.Equal((a * b) * c, a * (b * c));
            Assert.Equal(a * (b + c), (a * b) + (a * c));
            Assert.Equal(a, a + Scalar.Zero);
            Assert.Equal(a, a * Scalar.One);
            Assert.Equal(Scalar.Zero, a + -a);
            Assert.Equal(a - b, a + -b);
            Assert.Equal(a, a.IsZero ? a : a.Inverse().Inverse());
            Assert.Equal(a, b.IsZero ? a : a / b * b);
            Assert.Equal(!a.IsZero, a.IsHigh ^ (-a).IsHigh);
            Assert.Equal(a.ToBigInteger() > Group.Order >> 1, a.IsHigh);
        },
        iter: Count);

    [Fact]
    public void Field_elements_are_a_field() => Gen.Select(Elements, Elements, Elements).Sample(
        (a, b, c) =>
        {
            Assert.Equal(a + b, b + a);
            Assert.Equal((a + b) + c, a + (b + c));
            Assert.Equal((a * b) * c, a * (b * c));
            Assert.Equal(a * (b + c), (a * b) + (a * c));
            Assert.Equal(FieldElement.Zero, a - a);
            Assert.Equal(a * a, a.Square());
            Assert.Equal(FieldElement.One, a.IsZero ? FieldElement.One : a * a.Inverse());
            Assert.True(a.Square().TrySqrt(out var root));
            Assert.True(root == a || root == -a);
            Assert.Equal(!a.IsZero, a.Square().IsSquare);
            Assert.False(!a.IsZero && (-a.Square()).IsSquare); // -1 is no square
        },
        iter: Count);

    [Fact]
    public void Points_are_a_group() => Gen.Select(Generators.Points, Generators.Points, Generators.Points).Sample(
        (p, q, r) =>
        {
            Assert.Equal(p + q, q + p);
            Assert.Equal((p + q) + r, p + (q + r));
            Assert.Equal(p, p + Point.Identity);
            Assert.Equal(p, Point.Identity + p);
            Assert.Equal(Point.Identity, p + -p);
            Assert.Equal(Point.Identity, p - p);
            Assert.Equal(p.Twice(), p + p);
            Assert.Equal(p + q + r, Group.SumPublic([p, q, r]));
        },
        iter: Count);

    [Fact]
    public void Products_are_linear_whichever_way_they_are_made() =>
        Gen.Select(Generators.Scalars, Generators.Scalars, Generators.Points, Generators.Points).Sample(
            (a, b, p, q) =>
            {
                var ap = Group.MultiplyPublic(a, p);
                Assert.Equal(ap, Group.MultiplySecret(a, p));
                Assert.Equal(Group.MultiplySecret(a + b, p), ap + Group.MultiplySecret(b, p));
                Assert.Equal(Group.MultiplySecret(a, p + q), ap + Group.MultiplySecret(a, q));
                Assert.Equal(Group.MultiplySecret(a * b, p), Group.MultiplyPublic(b, ap));
                Assert.Equal(Group.BaseMultiplyPublic(a), Group.BaseMultiplySecret(a));
                Assert.Equal(Group.BaseMultiplySecret(a), Group.MultiplyPublic(a, Group.Generator));
                Assert.Equal(Group.BaseMultiplySecret(b) + ap, Group.BaseMultiplyAddPublic(b, a, p));
                Assert.Equal(ap + Group.MultiplyPublic(b, q), Group.MultiplyAddPublic(a, p, b, q));
            },
            iter: Count);

    [Fact]
    public void A_sum_of_many_products_is_the_sum_of_each() =>
        Gen.Select(Gen.Select(Generators.Scalars, Generators.Points).Array[0, 9], Gen.Int[0, TestScale.Pick(1, 30)]).Sample(
            (few, repeats) =>
            {
                // Equal and opposite points, zero scalars and identities meet here.
                var terms = Enumerable.Repeat(few, repeats + 1).SelectMany(all => all).ToArray();
                var expected = terms.Aggregate(Point.Identity, (sum, term) => sum + Group.MultiplyPublic(term.Item1, term.Item2));

                Assert.Equal(expected, Group.SumPublic([.. terms.Select(t => t.Item1)], [.. terms.Select(t => t.Item2)]));
            },
            iter: TestScale.Pick(100, 2_000));

    [Fact]
    public void The_order_times_a_point_is_the_identity_and_one_more_the_point_again()
    {
        var last = -Scalar.One;
        Assert.Equal(-Group.Generator, Group.BaseMultiplySecret(last));
        Assert.Equal(Point.Identity, Group.BaseMultiplySecret(last) + Group.Generator);
        Assert.Equal(Group.Generator, Group.BaseMultiplySecret(Scalar.Reduce(Group.Order + 1)));
        Assert.Equal(Point.Identity, Group.BaseMultiplySecret(Scalar.Zero));
        Assert.Equal(Point.Identity, Group.MultiplySecret(Scalar.Zero, Group.Generator));
        Assert.Equal(Point.Identity, Group.MultiplySecret(last, Point.Identity));
        Assert.Equal(Point.Identity, Group.SumPublic([], []));
    }

    [Fact]
    public void Two_parties_agree_on_a_secret() => Gen.Select(Generators.Scalars, Generators.Scalars).Sample(
        (a, b) => Assert.Equal(
            Group.MultiplySecret(a, Group.BaseMultiplySecret(b)), Group.MultiplySecret(b, Group.BaseMultiplySecret(a))),
        iter: Count);

    private static Gen<FieldElement> Elements { get; } = Gen.Frequency(
        (1, Generators.OneOf(FieldElement.Zero, FieldElement.One, -FieldElement.One, FieldElement.Reduce((FieldElement.Prime - 1) / 2))),
        (4, Gen.Byte.Array[32].Select(bytes => FieldElement.Reduce((ReadOnlySpan<byte>)bytes))));
}
