namespace Node.Composition;

/// <summary>What is logged, to standard error (<c>Log</c>).</summary>
public sealed class LogOptions
{
    /// <summary>The least level that is logged. Default: Information.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>How lines look. Default: text.</summary>
    public LogFormat Format { get; init; } = LogFormat.Text;
}
