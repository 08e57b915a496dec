namespace Node.Jobs.Spawning;

/// <summary>What applying a spec does.</summary>
public enum JobAction
{
    /// <summary>The job has this spec already.</summary>
    Unchanged,

    /// <summary>A new job.</summary>
    Created,

    /// <summary>A job gets a new version.</summary>
    Replaced,
}
