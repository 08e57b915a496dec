using CsCheck;
using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

public sealed class SecretMultiplicationTests
{
    [Fact]
    public void Two_products_that_share_a_point_are_what_each_is_alone() => Gen.Select(Generators.Scalars, Generators.Scalars, Generators.Points.Where(point => !point.IsIdentity)).Sample(
        (first, second, point) =>
        {
            SecretMultiplication.MultiplyBoth(first, second, point, out var ofFirst, out var ofSecond, []);

            return ofFirst.ToPoint() == Group.MultiplyPublic(first, point) && ofSecond.ToPoint() == Group.MultiplyPublic(second, point);
        });

    [Fact]
    public void A_product_is_compared_without_its_coordinates() => Gen.Select(Generators.Scalars, Generators.Scalars).Sample((k, other) =>
    {
        var product = GeneratorMultiplication.Secret(k);
        var (own, another) = (Group.BaseMultiplyPublic(k), Group.BaseMultiplyPublic(other));

        return (own.IsIdentity || product.Is(own.ToLimbs())) && (own == another || another.IsIdentity || !product.Is(another.ToLimbs()))
            && (own.IsIdentity || !product.Is((-own).ToLimbs()));
    });
}
