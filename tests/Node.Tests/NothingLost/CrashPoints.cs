using Node.Core.Storage;

namespace Node.Tests.NothingLost;

/// <summary>The commits before and after which the node is killed.</summary>
internal static class CrashPoints
{
    /// <summary>Reached by the start of a node.</summary>
    public static readonly IReadOnlyList<string> AtStart = ["lease"];

    /// <summary>Reached by the end of a node.</summary>
    public static readonly IReadOnlyList<string> AtStop = ["lease-return"];

    /// <summary>Reached by a start when there is history that is too old.</summary>
    public static readonly IReadOnlyList<string> AtPrune = ["prune", "prune-keys"];

    private static readonly string[] AtWork = ["apply", "claim", "accept", "finish", "task-result", "suspend", "resume", "cancel", "bridge", "delete-job"];

    /// <summary>All points of an engine. A file belongs to one process, which renews nothing.</summary>
    public static IReadOnlyList<string> Of(EngineKind engine) =>
    [
        .. new[] { AtStart, AtWork, engine == EngineKind.Postgres ? ["lease-renew"] : [], AtStop, AtPrune }
            .SelectMany(marks => marks).SelectMany(mark => new[] { $"before {mark}", $"after {mark}" }),
    ];

    /// <summary>The mark of a point.</summary>
    public static string MarkOf(string point) => point[(point.IndexOf(' ', StringComparison.Ordinal) + 1)..];
}
