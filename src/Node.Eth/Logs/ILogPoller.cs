namespace Node.Eth.Logs;

/// <summary>
/// Hands the logs of canonical, deep enough blocks to subscriptions: at least once, in order, across restarts and reorgs.
/// </summary>
public interface ILogPoller
{
    /// <summary>
    /// Begins to serve a subscription from where its name stopped last; a new name begins after the latest block.
    /// </summary>
    /// <exception cref="InvalidOperationException">The name is being served already.</exception>
    /// <exception cref="ArgumentException">The subscription breaks a rule of <see cref="LogSubscription"/>.</exception>
    Task SubscribeAsync(LogSubscription subscription, CancellationToken cancellationToken);

    /// <summary>
    /// Stops serving a name; when this returns, its listener is not called any more. Unknown names are no error.
    /// </summary>
    /// <param name="name">The subscription's name.</param>
    /// <param name="forget">True to drop the stored position too.</param>
    /// <param name="cancellationToken">Bounds the call.</param>
    Task UnsubscribeAsync(string name, bool forget, CancellationToken cancellationToken);
}
