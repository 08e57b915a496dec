using System.Net;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Http.Api;

public sealed class KeysEndpointsTests(TestNode node) : IClassFixture<TestNode>
{
    [Fact]
    public async Task Without_a_chain_there_is_nothing_that_a_key_would_be_for()
    {
        var answer = await node.Api.PostAsync("/v2/keys/evm", "");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Chains", Assert.Single(answer.Errors), StringComparison.Ordinal);
        var list = await node.Api.GetAsync("/v2/keys/evm");
        Assert.Equal(HttpStatusCode.OK, list.Status);
        Assert.Empty(list.List);
    }

    [Theory]
    [InlineData("31337")]
    [InlineData("x")]
    [InlineData("")]
    public async Task A_chain_that_is_not_there_is_refused(string chain)
    {
        var answer = await node.Api.PostAsync($"/v2/keys/evm?evmChainID={chain}", "");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("evmChainID", Assert.Single(answer.Errors), StringComparison.Ordinal);
    }
}
