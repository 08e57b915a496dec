using Node.Core.Services;

namespace Node.Core.Tests.Health;

/// <summary>A check that answers, throws or blocks its thread, as the test says.</summary>
internal sealed class FakeCheck(Func<HealthFault?> answer, string name = "part") : ICheckable
{
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    public static FakeCheck Fine(string name = "part") => new(() => null, name);

    public static FakeCheck Ill(string name = "part") => new(() => new HealthFault("is ill", "Heal it"), name);

    public static FakeCheck Throwing() => new(() => throw new TimeoutException("broken\ncheck"));

    /// <summary>Blocks its thread until <paramref name="release"/> is set.</summary>
    public static FakeCheck Hanging(ManualResetEventSlim release) => new(() =>
    {
        release.Wait();
        return null;
    });

    public HealthFault? Ready()
    {
        Interlocked.Increment(ref _asked);
        return answer();
    }

    public IReadOnlyDictionary<string, HealthFault?> HealthReport() => new Dictionary<string, HealthFault?> { [name] = answer() };
}
