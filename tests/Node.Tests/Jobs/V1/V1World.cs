using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Node.Core.Config;
using Node.Eth.Chains;
using Node.Eth.Encoding.Abi;
using Node.Eth.Primitives;
using Node.Testing.Chain;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Jobs.V1;

/// <summary>A node with a chain, an API of prices and an adapter, whose answers are always the same.</summary>
public sealed class V1World : IAsyncLifetime
{
    public const string Price = """{"usd": {"eth": 1234.5}}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly AbiEvent Request = AbiEvent.Parse(
        "OracleRequest(bytes32 indexed specId, address requester, bytes32 requestId, uint256 payment, address callbackAddr, "
        + "bytes4 callbackFunctionId, uint256 cancelExpiration, uint256 dataVersion, bytes data)");

    private readonly List<string> _asked = [];
    private ScriptedEthServer? _eth;
    private Outside? _outside;
    private TestNode? _node;

    internal ScriptedChain Chain => _eth!.Chain;

    internal TestNode Node => _node!;

    internal Uri Prices => new(_outside!.Url, "/price");

    /// <summary>What the adapter was asked, oldest first.</summary>
    internal IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    public async ValueTask InitializeAsync()
    {
        _eth = await ScriptedEthServer.StartAsync();
        _outside = await Outside.StartAsync(AnswerAsync);
        _node = await TestNode.StartNewAsync(options => options with
        {
            Chains =
            [
                new ChainOptions
                {
                    ChainId = Chain.ChainId,
                    RpcUrls = [new Secret(_eth.Url.AbsoluteUri)],
                    HeadPollInterval = TimeSpan.FromMilliseconds(50),
                    MinIncomingConfirmations = 1,
                    MinContractPaymentJuels = 0,
                    Transactions = new() { PollInterval = TimeSpan.FromMilliseconds(50) },
                },
            ],
            OutboundHttp = new() { AllowedHosts = [new() { Host = _outside.Host, Jobs = ["*"] }] },
        });
        var bridge = new JsonObject { ["name"] = "randomness", ["url"] = new Uri(_outside.Url, "/adapter").AbsoluteUri };
        Assert.Equal(HttpStatusCode.OK, (await Node.Api.PostAsync("/v2/bridge_types", bridge.ToJsonString())).Status);
        var key = await Node.Api.PostAsync("/v2/keys/evm", "");
        Chain.Fund(Address.Parse(key.Data["id"]!.GetValue<string>()), BigInteger.Pow(10, 20));
        Chain.Mine();
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await _outside!.DisposeAsync();
        await _eth!.DisposeAsync();
    }

    /// <summary>Creates a job of the older generation.</summary>
    internal async Task<JsonObject> CreateAsync(string json)
    {
        var created = await Node.Api.CreateJobAsync(json);
        Assert.True(created.Status == HttpStatusCode.OK, $"{created}");
        return created.Data;
    }

    /// <summary>Waits until a run of the job is completed; what is done again and again while it waits moves the world on.</summary>
    internal async Task<JsonNode> RunOfAsync(JsonObject job, Action? meanwhile = null)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var seen = "no run";
        while (TimeProvider.System.GetElapsedTime(startedAt) < Patience)
        {
            var runs = await Node.Api.GetAsync($"/v2/jobs/{job["id"]}/runs");
            if (runs.List.FirstOrDefault() is { } run)
            {
                seen = run.ToJsonString();
                var state = run["attributes"]!["state"]!.GetValue<string>();
                Assert.True(state is not ("errored" or "cancelled"), seen);
                if (state == "completed")
                {
                    return run["attributes"]!;
                }
            }

            meanwhile?.Invoke();
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"no run was completed within {Patience}: {seen}");
        return null!;
    }

    /// <summary>The member <c>result</c> of the data behind the last adapter, as JSON.</summary>
    internal static string ResultOf(JsonNode run) => JsonNode.Parse(run["outputs"]![0]!.GetValue<string>())!["result"]?.ToJsonString() ?? "null";

    /// <summary>Emits a request to the oracle contract for a job, with one text as its data.</summary>
    internal void Ask(Address oracle, JsonObject job, string name, string value)
    {
        var id = Guid.Parse(job["attributes"]!["externalJobID"]!.GetValue<string>());
        var cbor = new List<byte>();
        foreach (var text in new[] { name, value })
        {
            cbor.AddRange([0x78, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)]);
        }

        var data = AbiEncoder.Encode(
            [.. Request.Parameters.Where(parameter => !parameter.IsIndexed).Select(parameter => parameter.Type)],
            [oracle, new byte[32], BigInteger.Zero, oracle, new byte[4], BigInteger.Zero, BigInteger.One, cbor.ToArray()]);
        Chain.Emit(oracle, [Request.Topic0, new Hash32(Encoding.ASCII.GetBytes(id.ToString("N", CultureInfo.InvariantCulture)))], data);
        Chain.Mine(2);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/price")
        {
            await context.Response.WriteAsync(Price);
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var asked = await reader.ReadToEndAsync();
        lock (_asked)
        {
            _asked.Add(asked);
        }

        await context.Response.WriteAsync("""{"jobRunID": "1", "data": {"result": 42, "source": "dice"}, "error": null}""");
    }
}
