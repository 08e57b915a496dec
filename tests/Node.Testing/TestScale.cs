namespace Node.Testing;

/// <summary>How thorough a test run is: everyday by default, <c>NODE_TEST_SCALE=long</c> before a release.</summary>
public static class TestScale
{
    /// <summary>Whether this is a long run.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("NODE_TEST_SCALE") == "long";

    /// <summary>The count, size or time that fits this run.</summary>
    public static T Pick<T>(T everyday, T longRun) => IsLong ? longRun : everyday;
}
