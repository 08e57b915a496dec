using Xunit;

namespace Node.Core.Tests;

/// <summary>Every wait of these tests has a deadline.</summary>
internal static class Within
{
    /// <summary>Long enough for a busy machine.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static Task DeadlineAsync(Task work) => work.WaitAsync(Deadline, TestContext.Current.CancellationToken);

    public static Task<T> DeadlineAsync<T>(Task<T> work) => work.WaitAsync(Deadline, TestContext.Current.CancellationToken);

    /// <summary>Waits until something that other threads bring about is so.</summary>
    public static async Task UntilAsync(Func<bool> isSo, Action? between = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, "it did not come about within the deadline");
            between?.Invoke();
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
