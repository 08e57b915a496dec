using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using DevChain;
using Microsoft.Extensions.DependencyInjection;
using Node.Core.Config;
using Node.Eth.Chains;
using Node.Testing;
using Node.Testing.Chain;
using Node.Tests.Nodes;
using Xunit;

namespace Node.Tests.Telemetry;

public sealed class MetricsDocTests
{
    [Fact]
    public async Task Every_metric_is_documented_and_approved_and_there_are_no_others()
    {
        await using var server = await ScriptedEthServer.StartAsync();
        await using var node = await TestNode.StartNewAsync(options => options with
        {
            Chains = [new ChainOptions { ChainId = server.Chain.ChainId, RpcUrls = [new Secret(server.Url.ToString())] }],
        });
        var own = node.Host.Services.GetRequiredService<IMeterFactory>();
        var found = new SortedDictionary<string, Instrument>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Scope == own && instrument.Meter.Name.StartsWith("Node", StringComparison.Ordinal))
                {
                    found[instrument.Name] = instrument;
                }
            },
        };
        listener.Start();

        var table = string.Concat(found.Values.Select(Row));
        Approved.Matches(table, "metrics.txt");
        var doc = await File.ReadAllTextAsync(RepositoryFolder.Combine("docs", "operating", "metrics.md"), TestContext.Current.CancellationToken);
        var documented = string.Concat(doc.Split('\n').Where(line => line.StartsWith("| `node_", StringComparison.Ordinal)).Select(line => line + "\n"));
        Assert.Equal(table, documented);
    }

    [Fact]
    public async Task Names_on_the_page_are_those_of_the_documentation()
    {
        await using var node = await TestNode.StartNewAsync(options => options);
        var doc = await File.ReadAllTextAsync(RepositoryFolder.Combine("docs", "operating", "metrics.md"), TestContext.Current.CancellationToken);

        var page = await Scrape.ReadAsync(node.Api);

        Assert.Contains("node_db_sessions_total", page.Names);
        Assert.All(page.Names.Where(name => name.StartsWith("node_", StringComparison.Ordinal)), name => Assert.Contains($"| `{name}` |", doc, StringComparison.Ordinal));
        Assert.Contains("dotnet_gc_collections_total", page.Names);
        Assert.Contains("http_server_request_duration_seconds", page.Names);
    }

    [Fact]
    public async Task Metrics_ask_for_a_token_unless_they_are_open()
    {
        await using var closed = await TestNode.StartNewAsync(options => options);
        await using var open = await TestNode.StartNewAsync(options => options with { Telemetry = options.Telemetry with { MetricsAreOpen = true } });

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await closed.Nobody.GetAsync("/metrics")).Status);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await closed.Api.GetAsync("/metrics")).Status);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await open.Nobody.GetAsync("/metrics")).Status);
    }

    private static string Row(Instrument instrument)
    {
        var kind = instrument.GetType().Name.Split('`')[0] switch
        {
            nameof(Counter<long>) => "counter",
            nameof(Histogram<double>) => "histogram",
            _ => "gauge",
        };
        var name = new StringBuilder(instrument.Name.Replace('.', '_'));
        name.Append(instrument.Unit switch { null => "", "s" => "_seconds", var unit => "_" + unit });
        name.Append(kind == "counter" ? "_total" : "");
        return string.Create(CultureInfo.InvariantCulture, $"| `{name}` | {kind} | {instrument.Unit ?? "–"} | {instrument.Description} |\n");
    }
}
