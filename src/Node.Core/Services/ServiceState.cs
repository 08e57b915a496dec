namespace Node.Core.Services;

/// <summary>Where a service is in its one life.</summary>
internal enum ServiceState
{
    /// <summary>Built and not started.</summary>
    Created,

    /// <summary>Starting.</summary>
    Starting,

    /// <summary>Started.</summary>
    Running,

    /// <summary>Closing.</summary>
    Closing,

    /// <summary>Closed for good.</summary>
    Closed,
}
