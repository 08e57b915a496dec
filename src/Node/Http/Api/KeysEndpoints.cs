using System.Globalization;
using System.Text.Json.Nodes;
using Node.Auditing;
using Node.Core.Storage;
using Node.Eth.Chains;
using Node.Eth.Keys;
using Node.Eth.Primitives;
using Node.Eth.Rpc;
using Node.Eth.Transactions;
using Node.Http.Auth;
using Node.Http.Shapes;

namespace Node.Http.Api;

/// <summary><c>/v2/keys/evm</c>: list and create the keys that send transactions.</summary>
internal static class KeysEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/v2/keys/evm", "/v2/keys/eth" })
        {
            routes.MapGet(path, ListAsync).WithMetadata(new RoutePolicy(Role.View));
            routes.MapPost(path, CreateAsync).WithMetadata(new RoutePolicy(Role.Edit) { Act = AuditActs.KeyCreated });
        }
    }

    private static async Task<IResult> ListAsync(IKeystore keystore, IKeyStates states, IChainSet chains, Database database, CancellationToken cancellationToken)
    {
        var keys = (await keystore.ListAsync(cancellationToken)).ToDictionary(key => key.Address);
        List<JsonObject> resources = [];
        foreach (var chain in chains.All)
        {
            foreach (var state in await database.ReadAsync(session => states.ListAsync(session, chain.Id), cancellationToken))
            {
                if (keys.TryGetValue(state.Address, out var key))
                {
                    resources.Add(await ResourceAsync(chain, state, key, cancellationToken));
                }
            }
        }

        return JsonApi.All(resources);
    }

    private static async Task<IResult> CreateAsync(
        HttpRequest request, IKeystore keystore, IKeyStates states, IChainSet chains, Database database, CancellationToken cancellationToken)
    {
        string? chainText = request.Query["evmChainID"];
        var wanted = chains.All;
        if (chainText is not null)
        {
            if (!ChainId.TryParse(chainText, out var id) || chains.Find(id) is not { } chain)
            {
                return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "evmChainID does not match any local chains");
            }

            wanted = [chain];
        }

        if (wanted.Count == 0)
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, "no chain is configured, so that a key would have nothing to sign; configure one under Chains");
        }

        var key = await keystore.CreateAsync(cancellationToken);
        request.Note("address", key.Address.ToString());
        await database.WriteAsync(
            async session =>
            {
                foreach (var chain in wanted)
                {
                    await states.EnableAsync(session, key.Address, chain.Id);
                }
            },
            cancellationToken);
        var state = (await database.ReadAsync(session => states.ListAsync(session, wanted[0].Id), cancellationToken)).First(state => state.Address == key.Address);
        return JsonApi.One(await ResourceAsync(wanted[0], state, key, cancellationToken), StatusCodes.Status201Created);
    }

    private static async Task<JsonObject> ResourceAsync(IEthChain chain, KeyState state, EthKey key, CancellationToken cancellationToken) =>
        JsonApi.Resource("eTHKeys", state.Address.ToString(), new JsonObject
        {
            ["evmChainID"] = chain.Id.ToString(),
            ["address"] = state.Address.ToString(),
            ["nextNonce"] = state.NextNonce,
            ["ethBalance"] = await BalanceAsync(chain, state.Address, cancellationToken),
            ["maxGasPriceWei"] = chain.Options.Transactions.Fees.FeeCapMaxWei.ToString(CultureInfo.InvariantCulture),
            ["disabled"] = !state.IsEnabled,
            ["createdAt"] = JsonApi.Time(key.CreatedAt),
            ["updatedAt"] = JsonApi.Time(state.LastUsedAt ?? key.CreatedAt),
        });

    // A balance is worth showing and not worth failing for.
    private static async Task<string?> BalanceAsync(IEthChain chain, Address address, CancellationToken cancellationToken)
    {
        try
        {
            return (await chain.Client.GetBalanceAsync(address, BlockTag.Latest, cancellationToken)).ToString(CultureInfo.InvariantCulture);
        }
        catch (RpcException)
        {
            return null;
        }
    }
}
