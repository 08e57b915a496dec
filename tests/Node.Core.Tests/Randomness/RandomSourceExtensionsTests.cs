using Node.Core.Randomness;
using Node.Testing;
using Xunit;

namespace Node.Core.Tests.Randomness;

public sealed class RandomSourceExtensionsTests
{
    [Fact]
    public void A_drawn_number_is_within_its_bound_and_every_number_comes()
    {
        SeededRandom source = new(7);
        var counts = new int[10];
        for (var i = 0; i < 10_000; i++)
        {
            counts[source.NextInt32(10)]++;
        }

        // Each is expected 1,000 times; 5 standard deviations are 150.
        Assert.All(counts, count => Assert.InRange(count, 850, 1_150));
    }

    [Fact]
    public void A_draw_that_would_favour_small_numbers_is_drawn_again()
    {
        // 2³² is no multiple of 3: its last number would belong to 0.
        ScriptedSource source = new([0xff, 0xff, 0xff, 0xff, 0x05, 0, 0, 0]);

        Assert.Equal(2, source.NextInt32(3));
    }

    [Fact]
    public void A_bound_below_one_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededRandom(1).NextInt32(0));
        Assert.Equal(0, new SeededRandom(1).NextInt32(1));
    }

    [Fact]
    public void An_identifier_is_a_random_UUID_of_version_4()
    {
        SeededRandom source = new(3);
        for (var i = 0; i < 100; i++)
        {
            var text = source.NextGuid().ToString();
            Assert.Equal('4', text[14]);
            Assert.Contains(text[19], "89ab");
        }
    }

    [Fact]
    public void The_production_source_does_not_repeat_itself()
    {
        SystemRandomSource source = new();

        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => source.NextGuid()).Distinct().Count());
        Assert.Equal(32, source.NextBytes(32).Length);
    }
}
