namespace Node.Jobs.Subscribing;

/// <summary>Why no run comes of a log.</summary>
/// <param name="Reason">In words.</param>
/// <param name="IsUnreadable">Whether the log is not what the job expects, which is an error of the job or its contract; otherwise the job's own limits refuse it.</param>
public sealed record LogRefusal(string Reason, bool IsUnreadable = false);
