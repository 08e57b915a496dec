using Node.Core.Storage;
using Node.Eth.Primitives;

namespace Node.Eth.Transactions;

/// <summary>Which keys may send on which chains.</summary>
public interface IKeyStates
{
    /// <summary>
    /// Lets a key send on a chain. A key that is already known keeps its nonce; one that was disabled is enabled again.
    /// </summary>
    Task EnableAsync(WriteSession session, Address address, ChainId chainId);

    /// <summary>Takes no new transactions for a key on a chain; those it has are still sent.</summary>
    /// <returns>Whether it was enabled.</returns>
    Task<bool> DisableAsync(WriteSession session, Address address, ChainId chainId);

    /// <summary>All keys known to a chain, by address.</summary>
    Task<IReadOnlyList<KeyState>> ListAsync(ReadSession session, ChainId chainId);
}
