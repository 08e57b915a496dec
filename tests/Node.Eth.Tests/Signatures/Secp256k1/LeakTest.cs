using System.Diagnostics;
using Node.Core.Randomness;
using Node.Eth.Signatures.Secp256k1;

namespace Node.Eth.Tests.Signatures.Secp256k1;

/// <summary>Asks by statistics whether the time of a function tells two classes of secrets apart (Reparaz, Balasch, Verbauwhede, "Dude, is my
/// code constant time?"): one class is always the same secret, the other a fresh random one each time, in random order.</summary>
/// <remarks>
/// The slowest samples are cropped at several places, since what disturbs a machine makes them; Welch's t of what is left is taken, and the
/// largest counts. Where it is above <see cref="LeakVerdict.Threshold"/>, more samples are added to those there are, up to four times as many.
/// </remarks>
internal static class LeakTest
{
    private const int Rounds = 4;
    private const int Batch = 512;
    private const int Crops = 20;

    // More calls than the runtime counts before it compiles a method anew.
    private const int WarmUp = 5_000;

    /// <summary>Measures.</summary>
    /// <param name="samples">Samples of both classes together, in the first round.</param>
    /// <param name="random">Gives the order of the classes, and the secrets of one.</param>
    /// <param name="constant">The secret of the other.</param>
    /// <param name="prepare">Makes of a secret what the function takes. Not measured.</param>
    /// <param name="function">What is measured.</param>
    public static LeakVerdict Measure<T>(int samples, IRandomSource random, Scalar constant, Func<Scalar, T> prepare, Action<T> function)
    {
        List<long> times = [];
        List<bool> classes = [];
        Sample(WarmUp, random, constant, prepare, function, times, classes);
        times.Clear();
        classes.Clear();
        var (first, t) = (0.0, double.MaxValue);
        for (var round = 1; round <= Rounds && t >= LeakVerdict.Threshold; round++)
        {
            Sample(samples, random, constant, prepare, function, times, classes);
            t = LargestT(times, classes);
            first = round == 1 ? t : first;
        }

        return new LeakVerdict(t, first, times.Count);
    }

    private static void Sample<T>(
        int samples, IRandomSource random, Scalar constant, Func<Scalar, T> prepare, Action<T> function, List<long> times, List<bool> classes)
    {
        var (inputs, order) = (new T[Batch], new byte[Batch]);
        for (var done = 0; done < samples; done += Batch)
        {
            random.Fill(order);
            for (var i = 0; i < Batch; i++)
            {
                var fresh = Scalar.Pick(random);
                inputs[i] = prepare((order[i] & 1) != 0 ? constant : fresh);
            }

            // Both classes are read from one array in turn, and nothing here branches on the class.
            for (var i = 0; i < Batch; i++)
            {
                var startedAt = Stopwatch.GetTimestamp();
                function(inputs[i]);
                times.Add(Stopwatch.GetTimestamp() - startedAt);
                classes.Add((order[i] & 1) != 0);
            }
        }
    }

    private static double LargestT(List<long> times, List<bool> classes)
    {
        long[] sorted = [.. times.Order()];
        return Enumerable.Range(0, Crops).Max(crop =>
        {
            // The part that is kept grows from nearly a half to all.
            var kept = 1 - (0.6 * Math.Pow(0.5, 10.0 * crop / Crops)) + (crop == Crops - 1 ? 1 : 0);
            var limit = kept >= 1 ? long.MaxValue : sorted[(int)(kept * (sorted.Length - 1))];
            return Math.Abs(WelchT(times, classes, limit));
        });
    }

    private static double WelchT(List<long> times, List<bool> classes, long limit)
    {
        Span<double> count = stackalloc double[2], mean = stackalloc double[2], squares = stackalloc double[2];
        count.Clear();
        mean.Clear();
        squares.Clear();
        for (var i = 0; i < times.Count; i++)
        {
            if (times[i] > limit)
            {
                continue;
            }

            var k = classes[i] ? 1 : 0;
            count[k]++;
            var delta = times[i] - mean[k];
            mean[k] += delta / count[k];
            squares[k] += delta * (times[i] - mean[k]);
        }

        if (count[0] < 2 || count[1] < 2)
        {
            return 0;
        }

        var variance = (squares[0] / (count[0] - 1) / count[0]) + (squares[1] / (count[1] - 1) / count[1]);
        return variance == 0 ? 0 : (mean[0] - mean[1]) / Math.Sqrt(variance);
    }
}
