namespace Node.Jobs.Types.Webhook.Initiators;

/// <summary>Makes, removes and recognises external initiators. Safe for several threads.</summary>
public interface IExternalInitiators
{
    /// <summary>All, by name, as this process knows them.</summary>
    IReadOnlyList<Initiator> All { get; }

    /// <summary>Who calls with these credentials; null when they do not fit. Takes as long for wrong ones as for right ones.</summary>
    Initiator? Recognise(string accessKey, string secret);

    /// <summary>Makes an initiator.</summary>
    /// <param name="name">Its name, lower case, as <see cref="InitiatorName"/> has it.</param>
    /// <param name="url">Where it is told of jobs; null when it is not told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>With its secrets, which nobody is shown again; null when the name is taken.</returns>
    /// <exception cref="InitiatorsFullException">There are as many as there may be.</exception>
    /// <exception cref="Node.Eth.Keys.KeystoreException">The keystore is not unlocked, so that the outgoing pair cannot be encrypted.</exception>
    Task<NewInitiator?> CreateAsync(string name, Uri? url, CancellationToken cancellationToken);

    /// <summary>Removes an initiator at once, whether or not jobs name it: they stay, and it can run them no more.</summary>
    /// <returns>False when there is none of that name.</returns>
    Task<bool> RemoveAsync(string name, CancellationToken cancellationToken);
}
