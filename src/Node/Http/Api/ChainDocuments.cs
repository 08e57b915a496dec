using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Node.Core.Text;
using Node.Eth.Chains;
using Node.Http.Shapes;

namespace Node.Http.Api;

/// <summary>Chains and their endpoints as resources of the API.</summary>
internal static class ChainDocuments
{
    /// <summary>The resource of a chain.</summary>
    public static JsonObject Of(IEthChain chain) => JsonApi.Resource("evm_chain", chain.Id.ToString(), new JsonObject
    {
        ["enabled"] = true,
        ["config"] = ConfigOf(chain.Options),
    });

    /// <summary>The resources of the endpoints of a chain. The first is used; it is alive when it has told of a block.</summary>
    public static IEnumerable<JsonObject> NodesOf(IEthChain chain) => chain.Options.RpcUrls.Select((url, index) =>
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{chain.Id}-{index + 1}");
        return JsonApi.Resource("evm_node", name, new JsonObject
        {
            ["chainID"] = chain.Id.ToString(),
            ["name"] = name,
            ["config"] = $"Name = '{name}'\nHTTPURL = '{PlaceOf(url.Reveal())}'\n",
            ["state"] = index > 0 ? "Undialed" : chain.LatestHead is null ? "Unreachable" : "Alive",
        });
    });

    // As TOML, under the names of the configuration.
    private static string ConfigOf(ChainOptions options)
    {
        var text = new StringBuilder();
        void Line(string name, object value) => text.Append(CultureInfo.InvariantCulture, $"{name} = {value}\n");
        void Duration(string name, TimeSpan value) => Line(name, $"'{GoDuration.Format(value)}'");
        Line("ChainID", $"'{options.ChainId}'");
        Line(nameof(options.FinalityDepth), options.FinalityDepth);
        Line(nameof(options.GasLimitDefault), options.GasLimitDefault);
        Line(nameof(options.HeadDepthMax), options.HeadDepthMax);
        Duration(nameof(options.HeadPollInterval), options.HeadPollInterval);
        Line(nameof(options.LogRangeBlocksMax), options.LogRangeBlocksMax);
        Line(nameof(options.MinContractPaymentJuels), $"'{options.MinContractPaymentJuels.ToString(CultureInfo.InvariantCulture)}'");
        Line(nameof(options.MinIncomingConfirmations), options.MinIncomingConfirmations);
        Duration(nameof(options.NoNewHeadsThreshold), options.NoNewHeadsThreshold);
        Line(nameof(options.RpcBatchItemsMax), options.RpcBatchItemsMax);
        Duration(nameof(options.RpcTimeout), options.RpcTimeout);
        return text.ToString();
    }

    // Paths and queries of endpoints hold keys.
    private static string PlaceOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var endpoint) ? endpoint.GetLeftPart(UriPartial.Scheme) + endpoint.Authority : "";
}
