namespace Node.Jobs.Specs;

/// <summary>Finds what a job was before it was replaced.</summary>
internal interface IEarlierVersions
{
    /// <summary>A job as it was.</summary>
    /// <param name="present">The job as it is now.</param>
    /// <param name="version">Which version of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job with the spec of that version.</returns>
    /// <exception cref="FormatException">That version is not kept, or cannot be read any more.</exception>
    ValueTask<Job?> FindAsync(Job present, int version, CancellationToken cancellationToken);
}
