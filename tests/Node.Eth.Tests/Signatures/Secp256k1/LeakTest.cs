using System.Diagnostics;
using Node.Core.Randomness;

namespace Node.Eth.Tests.Signatures.Secp256k1;

/// <summary>Asks by statistics whether the time of a function tells two classes of inputs apart (Reparaz, Balasch, Verbauwhede, "Dude, is my
/// code constant time?"): one class is always the same input, the other a random one, in random order.</summary>
/// <remarks>
/// The slowest samples are cropped at several places, since what disturbs a machine makes them; Welch's t of what is left is taken, and the
/// largest counts. Disturbance comes to both classes alike, so it hides leaks rather than making them up; still a leak must show in all
/// of <see cref="Attempts"/> measurements.
/// </remarks>
internal static class LeakTest
{
    /// <summary>From here on a leak is certain.</summary>
    public const double Threshold = 10;

    private const int Attempts = 3;
    private const int WarmUp = 2_000;
    private const int Crops = 20;

    /// <summary>The least of the largest t of up to <see cref="Attempts"/> measurements; stops at the first below <see cref="Threshold"/>.</summary>
    /// <param name="samples">Samples of both classes together.</param>
    /// <param name="random">Decides their order.</param>
    /// <param name="constant">The fixed input, as often as there are various ones, so that both classes are read from as much memory.</param>
    /// <param name="various">Random inputs.</param>
    /// <param name="function">What is measured.</param>
    public static double Measure<T>(int samples, IRandomSource random, T[] constant, T[] various, Action<T> function)
    {
        var least = double.MaxValue;
        for (var attempt = 0; attempt < Attempts && least > Threshold; attempt++)
        {
            least = Math.Min(least, MeasureOnce(samples, random, [various, constant], function));
        }

        return least;
    }

    private static double MeasureOnce<T>(int samples, IRandomSource random, T[][] inputs, Action<T> function)
    {
        var order = random.NextBytes(samples + WarmUp);
        var (times, classes) = (new long[samples], new bool[samples]);
        for (var i = -WarmUp; i < samples; i++)
        {
            // The input is taken before the clock starts, and without a branch: one more jump in one class would be found as a leak.
            var inputClass = order[i + WarmUp] & 1;
            var input = inputs[inputClass][(i + WarmUp) % inputs[inputClass].Length];
            var startedAt = Stopwatch.GetTimestamp();
            function(input);
            var took = Stopwatch.GetTimestamp() - startedAt;
            if (i >= 0)
            {
                (times[i], classes[i]) = (took, inputClass != 0);
            }
        }

        long[] sorted = [.. times.Order()];
        return Enumerable.Range(0, Crops).Max(crop =>
        {
            // The part that is kept grows from nearly a half to all.
            var kept = 1 - (0.6 * Math.Pow(0.5, 10.0 * crop / Crops)) + (crop == Crops - 1 ? 1 : 0);
            var limit = kept >= 1 ? long.MaxValue : sorted[(int)(kept * (samples - 1))];
            return Math.Abs(WelchT(times, classes, limit));
        });
    }

    private static double WelchT(long[] times, bool[] classes, long limit)
    {
        Span<double> count = stackalloc double[2], mean = stackalloc double[2], squares = stackalloc double[2];
        count.Clear();
        mean.Clear();
        squares.Clear();
        for (var i = 0; i < times.Length; i++)
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
