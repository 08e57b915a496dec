using Node.Eth.Keys;
using Node.Eth.Primitives;
using Node.Eth.Signatures;

namespace Node.Eth.Tests.Transactions;

/// <summary>Keys in memory, always the same ones.</summary>
internal sealed class TestKeystore(int count) : IKeystore
{
    private readonly List<PrivateKey> _keys = [.. Enumerable.Range(1, count).Select(i => new PrivateKey(Keccak256.Hash($"key {i}").ToBytes()))];

    public IReadOnlyList<Address> Addresses => [.. _keys.Select(key => key.Address)];

    /// <summary>Runs before each signing.</summary>
    public Action OnSign { get; set; } = () => { };

    public Task<IReadOnlyList<EthKey>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EthKey>>([.. _keys.Select(key => new EthKey(key.Address, DateTimeOffset.UnixEpoch))]);

    public Task<EthKey> CreateAsync(CancellationToken cancellationToken) => throw new NotSupportedException("tests name their keys at the start");

    public Task<EcdsaSignature> SignAsync(Address from, Hash32 digest, CancellationToken cancellationToken)
    {
        OnSign();
        return Task.FromResult(EcdsaSigner.Sign(_keys.Single(key => key.Address == from), digest));
    }
}
