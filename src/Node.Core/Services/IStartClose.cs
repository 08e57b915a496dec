namespace Node.Core.Services;

/// <summary>What can be started and closed: the part of a service that <c>MultiStart</c> and <c>MultiClose</c> need.</summary>
public interface IStartClose
{
    /// <summary>Brings it to the running state.</summary>
    /// <remarks>
    /// Must not wait for anything outside the process: a chain or a source that is down makes a service
    /// unhealthy, it does not keep the node from starting.
    /// </remarks>
    /// <param name="startToken">Bounds the start only; it is not kept.</param>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    Task StartAsync(CancellationToken startToken);

    /// <summary>Stops it and waits until its loops have ended. Closing twice is harmless; a closed service cannot start again.</summary>
    Task CloseAsync();
}
