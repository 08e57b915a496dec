namespace Node.Core.Storage;

/// <summary>Times as the tables keep them: microseconds since 1970-01-01T00:00:00Z.</summary>
public static class UtcMicros
{
    /// <summary>The microseconds of <paramref name="time"/>; what is finer is cut off.</summary>
    public static long From(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time of <paramref name="micros"/>, in UTC.</summary>
    public static DateTimeOffset ToTime(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <summary><paramref name="time"/> as it reads back from a table.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) => ToTime(From(time));
}
