namespace Node.Benchmarks.Retention;

/// <summary>What the runs do that are called while the history is measured.</summary>
internal enum CallKind
{
    /// <summary>Two tasks that only compute: one commit.</summary>
    Compute,

    /// <summary>A price is asked for over HTTP, in the lane of the job: two commits.</summary>
    Ask,
}
