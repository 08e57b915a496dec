using System.Net;
using Node.Core.Config;
using Node.Eth.Chains;
using Node.Testing.Chain;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

public sealed class ChainsEndpointsTests
{
    [Fact]
    public async Task Chains_and_their_endpoints_are_shown_without_the_keys_in_their_addresses()
    {
        await using var eth = await ScriptedEthServer.StartAsync();
        await using var node = await TestNode.StartNewAsync(options => options with
        {
            Chains = [new ChainOptions { ChainId = eth.Chain.ChainId, RpcUrls = [new Secret($"{eth.Url}path-key?key=query-key"), new Secret("http://user:pass-key@spare.example/")] }],
        });

        var chains = await node.Api.GetAsync("/v2/chains/evm");
        var chain = await node.Api.GetAsync("/v2/chains/evm/1337");
        Assert.Equal(chain.Data.ToJsonString(), Assert.Single(chains.List)!.ToJsonString());
        Assert.Contains("FinalityDepth = 50\n", chain.Attributes["config"]!.GetValue<string>(), StringComparison.Ordinal);
        var nodes = await node.Api.GetAsync("/v2/nodes/evm");
        Assert.Equal(["1337-1", "1337-2"], nodes.List.Select(one => one!["id"]!.GetValue<string>()));
        Assert.Contains($"'{eth.Url.GetLeftPart(UriPartial.Authority)}'", nodes.List[0]!["attributes"]!["config"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(nodes.Text, (await node.Api.GetAsync("/v2/chains/evm/1337/nodes")).Text);
        Assert.Single((await node.Api.GetAsync("/v2/nodes?size=1&page=2")).List);
        Assert.All([chains, chain, nodes], answer => Assert.DoesNotContain("-key", answer.Text, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.NotFound, (await node.Api.GetAsync("/v2/chains/evm/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Api.GetAsync("/v2/chains/evm/x/nodes")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await node.Api.GetAsync("/v2/nodes/evm?size=0")).Status);
    }
}
