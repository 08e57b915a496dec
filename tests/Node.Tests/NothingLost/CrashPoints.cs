using Node.Core.Storage;

namespace Node.Tests.NothingLost;

/// <summary>The commits before and after which the node is killed, by their marks.</summary>
internal static class CrashPoints
{
    /// <summary>Reached by the start of a node.</summary>
    public static readonly IReadOnlyList<string> AtStart = ["lease", "callback-forget"];

    /// <summary>Reached by the end of a node.</summary>
    public static readonly IReadOnlyList<string> AtStop = ["lease-return"];

    /// <summary>Reached by a start when there is history that is too old.</summary>
    public static readonly IReadOnlyList<string> AtPrune = ["prune", "prune-keys"];

    /// <summary>Reached by a start when the newest segment of the history is full: on PostgreSQL.</summary>
    public static readonly IReadOnlyList<string> AtSegment = ["segment", "seal"];

    /// <summary>Reached by a start when an answer has not come in time.</summary>
    public static readonly IReadOnlyList<string> AtExpiry = ["callback-expire"];

    /// <summary>Reached under work many times a second: the node is killed at one of the first of them.</summary>
    public static readonly IReadOnlyList<string> Often = ["accept", "finish", "early", "task-result", "suspend", "resume", "callback-close", "transaction"];

    private static readonly string[] AtWork =
    [
        .. Often, "claim", "release", "cancel", "ticks", "apply", "create-job", "delete-job", "job-errors", "job-error-dismiss",
        "bridge", "bridge-update", "bridge-delete", "bridge-answer", "initiator", "initiator-delete", "notices", "notice-claim", "notice-told",
    ];

    // A file belongs to one process, which renews nothing, and its history is one table.
    private static readonly string[] OnlyOnPostgres = ["lease-renew", .. AtSegment];

    /// <summary>All marks, of both engines.</summary>
    public static IReadOnlyList<string> AllMarks => [.. AtStart, .. AtWork, .. AtStop, .. AtPrune, .. AtExpiry, .. OnlyOnPostgres];

    /// <summary>All points of an engine.</summary>
    public static IReadOnlyList<string> Of(EngineKind engine) =>
    [
        .. AllMarks.Except(engine == EngineKind.Postgres ? [] : OnlyOnPostgres).SelectMany(mark => new[] { $"before {mark}", $"after {mark}" }),
    ];

    /// <summary>The mark of a point.</summary>
    public static string MarkOf(string point) => point[(point.IndexOf(' ', StringComparison.Ordinal) + 1)..];
}
