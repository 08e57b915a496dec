using Node.Eth.Signatures.Secp256k1;
using Xunit;

namespace Node.Eth.Tests.Signatures.Secp256k1;

public sealed class AllocationTests
{
    [Fact]
    public void Products_allocate_nothing()
    {
        var k = Scalar.Reduce(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());
        var p = Group.BaseMultiplySecret(k);
        Point[] points = [.. Enumerable.Repeat(p, 20)];
        Scalar[] scalars = [.. Enumerable.Repeat(k, 20)];
        Action[] products =
        [
            () => Group.BaseMultiplySecret(k), () => Group.BaseMultiplyPublic(k), () => Group.MultiplySecret(k, p),
            () => Group.MultiplyPublic(k, p), () => Group.BaseMultiplyAddPublic(k, k, p), () => Group.MultiplyAddPublic(k, p, k, p),
            () => Group.SumPublic(scalars, points), () => (k * k).Inverse(), () => p.Twice(),
            () => _ = p.IsSchnorrPublicKey,
        ];
        foreach (var product in products)
        {
            product(); // tables are made once
            product();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++)
            {
                product();
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }
}
