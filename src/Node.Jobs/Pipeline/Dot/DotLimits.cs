namespace Node.Jobs.Pipeline.Dot;

/// <summary>How large a pipeline may be.</summary>
public static class DotLimits
{
    /// <summary>Characters of the text. Default: 64 Ki.</summary>
    public const int SourceCharsMax = 64 * 1024;

    /// <summary>Tasks. Default: 100.</summary>
    public const int TasksMax = 100;

    /// <summary>Arrows between tasks. Default: 400.</summary>
    public const int EdgesMax = 400;

    /// <summary>Groups inside groups. Default: 50.</summary>
    public const int DepthMax = 50;

    /// <summary>Faults reported of one text; more would not help. Default: 50.</summary>
    public const int FaultsMax = 50;
}
