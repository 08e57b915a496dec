using DevChain.Chains;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;

namespace DevChain.Contracts;

/// <summary>Puts compiled contracts on a local chain.</summary>
public static class ContractDeployment
{
    /// <summary>Creates a contract from the chain's first account.</summary>
    /// <param name="chain">The chain; a block is mined at once, whatever its interval.</param>
    /// <param name="name">As in <see cref="ContractArtifacts"/>, e.g. <c>Probe</c>.</param>
    /// <param name="parameters">The constructor's parameters, e.g. <c>address link, address owner</c>.</param>
    /// <param name="values">One value for each.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Its address.</returns>
    public static async Task<Address> DeployAsync(
        AnvilProcess chain, string name, string parameters = "", IReadOnlyList<object?>? values = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var artifacts = await ContractArtifacts.LoadAsync(cancellationToken);
        var artifact = await artifacts.ReadAsync(name, cancellationToken);
        var arguments = values is null ? [] : AbiEncoder.Encode(AbiTypeParser.ParseParameters(parameters), values);
        var receipt = await chain.ExecuteNowAsync(null, [.. artifact.Bytecode, .. arguments], cancellationToken: cancellationToken);
        return Address.Parse(receipt.GetProperty("contractAddress").GetString()!);
    }
}
