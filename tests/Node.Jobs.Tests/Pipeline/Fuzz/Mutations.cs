using System.Text;
using Node.Testing;
using Xunit;

namespace Node.Jobs.Tests.Pipeline.Fuzz;

/// <summary>Changes good input at random and checks that whatever reads it answers, soon and without much memory.</summary>
internal static class Mutations
{
    private const long InputBytesMax = 32L * 1024 * 1024;
    private const string Marks = "[]{}<>()\"'\\,;:=-.#/*$ \n0e";

    private static readonly TimeSpan InputDurationMax = TimeSpan.FromMilliseconds(100);
    private static readonly int Inputs = TestScale.Pick(5_000, 200_000);

    /// <summary>Mutated texts.</summary>
    public static void Run(string[] seeds, Action<string> check) =>
        RunBytes([.. seeds.Select(Encoding.UTF8.GetBytes)], bytes => check(Encoding.UTF8.GetString(bytes)));

    /// <summary>Mutated bytes.</summary>
    public static void RunBytes(byte[][] seeds, Action<byte[]> check)
    {
        // Other inputs in every run; what failed can be repeated by its seed.
        var first = SeededRandom.Fresh();
        for (var i = 0; i < Inputs; i++)
        {
            var input = Mutate(seeds[i % seeds.Length], new Random(unchecked((int)first.Seed + i)));
            var which = $"{first}, input {i}";
            var took = Pace.FastestOf(InputDurationMax, () => Run(input, which, check));
            Assert.True(took <= InputDurationMax, $"{which} took {took}: {Convert.ToHexStringLower(input)}");
        }
    }

    private static void Run(byte[] input, string which, Action<byte[]> check)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            check(input);
        }
        catch (Exception e)
        {
            Assert.Fail($"{which}: {e}\n{Convert.ToHexStringLower(input)}");
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.True(allocated <= InputBytesMax, $"{which} took {allocated} bytes: {Convert.ToHexStringLower(input)}");
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var i = random.Next(1, 8); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 16), bytes.Count - at)));
                    break;
                case 4:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)"{[<\"($\\9"[random.Next(8)], random.Next(1, 200)));
                    break;
                default:
                    bytes.Insert(at, (byte)Marks[random.Next(Marks.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
