using Node.Eth.Chains;
using Node.Eth.Primitives;
using Node.Http.Auth;
using Node.Http.Shapes;

namespace Node.Http.Api;

/// <summary><c>/v2/chains/evm</c> and <c>/v2/nodes/evm</c>: the chains of the configuration and their endpoints, without what is secret in them.</summary>
internal static class ChainsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/chains/evm", List).WithMetadata(new RoutePolicy(Role.View));
        routes.MapGet("/v2/chains/evm/{id}", Show).WithMetadata(new RoutePolicy(Role.View));
        routes.MapGet("/v2/chains/evm/{id}/nodes", NodesOf).WithMetadata(new RoutePolicy(Role.View));
        foreach (var path in new[] { "/v2/nodes", "/v2/nodes/evm" })
        {
            routes.MapGet(path, AllNodes).WithMetadata(new RoutePolicy(Role.View));
        }
    }

    private static IResult List(HttpRequest request, IChainSet chains) => Paging.TryRead(request, out var paging, out var problem)
        ? JsonApi.Page(request, paging, chains.All.Skip(paging.Skip).Take(paging.Size).Select(ChainDocuments.Of), chains.All.Count)
        : JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem!);

    private static IResult Show(string id, IChainSet chains) => Find(id, chains) is { } chain
        ? JsonApi.One(ChainDocuments.Of(chain))
        : NotFound();

    private static IResult NodesOf(string id, HttpRequest request, IChainSet chains) => Find(id, chains) is { } chain
        ? PageOf(request, [chain])
        : NotFound();

    private static IResult AllNodes(HttpRequest request, IChainSet chains) => PageOf(request, chains.All);

    private static IResult PageOf(HttpRequest request, IReadOnlyList<IEthChain> chains)
    {
        if (!Paging.TryRead(request, out var paging, out var problem))
        {
            return JsonApi.Error(StatusCodes.Status422UnprocessableEntity, problem!);
        }

        var all = chains.SelectMany(ChainDocuments.NodesOf).ToList();
        return JsonApi.Page(request, paging, all.Skip(paging.Skip).Take(paging.Size), all.Count);
    }

    private static IEthChain? Find(string id, IChainSet chains) => ChainId.TryParse(id, out var chainId) ? chains.Find(chainId) : null;

    private static IResult NotFound() => JsonApi.Error(StatusCodes.Status404NotFound, "chain not found; there are those of the configuration under Chains");
}
