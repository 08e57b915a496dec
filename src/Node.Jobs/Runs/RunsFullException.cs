using System.Globalization;

namespace Node.Jobs.Runs;

/// <summary>A job has as many open runs as it may: the trigger was not accepted and may be sent again later.</summary>
/// <param name="jobId">The job.</param>
/// <param name="openMax">The limit.</param>
public sealed class RunsFullException(long jobId, int openMax) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"job {jobId} has as many open runs as Runs.OpenMax allows, {openMax}: try again when some have ended; if they do not, look at what they wait for"));
