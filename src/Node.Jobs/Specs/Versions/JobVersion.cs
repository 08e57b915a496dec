namespace Node.Jobs.Specs.Versions;

/// <summary>What a job was from one replacement to the next.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Version">1 for the first, each replacement is one more.</param>
/// <param name="CreatedAt">When the job got it.</param>
/// <param name="RestoresVersion">The version whose spec was brought back with it; null when the spec came from outside.</param>
/// <param name="Text">The spec; null in lists.</param>
public sealed record JobVersion(long JobId, int Version, DateTimeOffset CreatedAt, int? RestoresVersion, string? Text);
