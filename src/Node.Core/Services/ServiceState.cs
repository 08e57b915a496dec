namespace Node.Core.Services;

/// <summary>Where a service is in its life. It only ever moves forward.</summary>
internal enum ServiceState
{
    Created,
    Starting,
    Running,
    Closing,
    Closed,
}
