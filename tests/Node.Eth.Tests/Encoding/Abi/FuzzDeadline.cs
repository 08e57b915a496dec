using Xunit;

namespace Node.Eth.Tests.Encoding.Abi;

/// <summary>How long one malformed input may keep a parser busy.</summary>
internal static class FuzzDeadline
{
    private const int AttemptsMax = 3;

    private static readonly TimeSpan PerInput = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs <paramref name="parse"/>; slow only counts when it is slow each time, so that a busy machine fails no test.</summary>
    public static void Check(Action parse, Func<string> describe)
    {
        for (var attempt = 1; ; attempt++)
        {
            var started = TimeProvider.System.GetTimestamp();
            parse();
            if (TimeProvider.System.GetElapsedTime(started) < PerInput)
            {
                return;
            }

            Assert.True(attempt < AttemptsMax, $"slower than {PerInput.TotalMilliseconds} ms: {describe()}");
        }
    }
}
