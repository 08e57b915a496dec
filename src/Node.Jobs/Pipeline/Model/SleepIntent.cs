namespace Node.Jobs.Pipeline.Model;

/// <summary>A task that wants to go on later.</summary>
/// <param name="TaskName">The task.</param>
/// <param name="Until">When it goes on.</param>
public sealed record SleepIntent(string TaskName, DateTimeOffset Until);
