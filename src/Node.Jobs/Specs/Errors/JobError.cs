namespace Node.Jobs.Specs.Errors;

/// <summary>One thing that went wrong with a job, once or many times; a row of <c>job_errors</c>.</summary>
public sealed class JobError
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>The job.</summary>
    public long JobId { get; init; }

    /// <summary>What happened.</summary>
    public string Description { get; init; } = "";

    /// <summary>How often.</summary>
    public long Occurrences { get; init; }

    /// <summary>When first.</summary>
    public DateTimeOffset FirstAt { get; init; }

    /// <summary>When last.</summary>
    public DateTimeOffset LastAt { get; init; }
}
