using System.Globalization;
using System.Net;
using System.Text;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.NothingLost.Loads;

/// <summary>Runs that send a transaction and wait until it is in a block: each sends one, and no nonce is left out or used for another.</summary>
internal sealed class SentTransactions(CrashChain chain) : ICrashLoad
{
    private readonly KeyedRuns _runs = new(key => "0x" + HexOf(key));
    private readonly HashSet<string> _sent = [];
    private string _key = "";

    public int Checked => _runs.Checked;

    public async Task PrepareAsync(TestApi api)
    {
        var key = await api.PostAsync("/v2/keys/evm", "");
        Assert.True(key.Status == HttpStatusCode.Created, key.ToString());
        _key = key.Data["id"]!.GetValue<string>();
        chain.Fund(_key);
        await _runs.PrepareAsync(api, WebhookJobs.Spec(string.Create(
            CultureInfo.InvariantCulture,
            $"""tx [type=ethtx to="{CrashChain.Sink}" data="$(jobRun.requestBody)" minConfirmations=1 gasLimit=100000 evmChainID="{chain.Id}"]""")));
    }

    public Task WorkAsync(TestApi api) => _runs.WorkAsync(api, 't', callers: 2, each: 1);

    public Task AskAgainAsync(TestApi api) => _runs.AskAgainAsync(api);

    public async Task<string?> CheckAsync(TestApi api)
    {
        if (await _runs.EndedAsync(api) is not { } runs)
        {
            return _runs.Unended;
        }

        Assert.All(runs, run => Assert.True(run["state"]!.GetValue<string>() == "completed", run.ToJsonString()));
        _sent.UnionWith(runs.Select(run => HexOf(KeyedRuns.KeyOf(run))));
        Assert.Equal(_sent.Order(StringComparer.Ordinal), chain.Sent().Order(StringComparer.Ordinal));
        Assert.Equal(_sent.Count, chain.NonceOf(_key));
        _runs.Turn();
        return null;
    }

    public void Forget() => _runs.Forget();

    private static string HexOf(string key) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(key));
}
