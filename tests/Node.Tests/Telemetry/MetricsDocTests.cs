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
using Node.Tests.Telemetry.Alerts;
using Xunit;

namespace Node.Tests.Telemetry;

public sealed class MetricsDocTests
{
    private static readonly string[] FieldNames =
    [
        "`log_warn_count`", "`log_panic_count`", "`db_conns_max`", "`db_conns_open`", "`db_conns_used`", "`db_wait_count`", "`db_wait_time_seconds`", "`sql_query_timeout_percent`",
        "`mailbox_load_percent`", "`bridge_cache_errors_total`", "`pipeline_task_http_fetch_time`", "`pipeline_task_http_response_body_size`", "`pipeline_task_eth_call_execution_time`",
        "`tx_manager_time_until_tx_broadcast`", "`tx_manager_num_gas_bumps`", "`tx_manager_fwd_tx_count`", "`tx_manager_blocks_until_tx_confirmed`", "`max_unconfirmed_blocks`",
        "`head_tracker_very_old_head`", "`gas_updater_all_tip_cap_percentiles`", "`block_history_estimator_connectivity_failure_count`", "`evm_pool_rpc_node_dials_failed`",
        "`evm_pool_rpc_node_states`", "`run_queue_", "`job_subscriber_subscriptions`", "`vrf_", "`service_gonic_",
    ];

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
        await MetricLabels.AreThoseOfAsync(page);
        Assert.All(page.Names.Where(name => name.StartsWith("node_", StringComparison.Ordinal)), name => Assert.Contains($"| `{name}` |", doc, StringComparison.Ordinal));
        Assert.Contains("dotnet_gc_collections_total", page.Names);
        Assert.Contains("http_server_request_duration_seconds", page.Names);
    }

    [Fact]
    public async Task Names_on_the_right_of_the_fields_names_exist_with_their_labels_and_every_one_of_the_field_has_a_line()
    {
        var page = await File.ReadAllTextAsync(RepositoryFolder.Combine("docs", "operating", "metrics.md"), TestContext.Current.CancellationToken);
        var labels = await MetricLabels.ReadAsync();
        var rows = page.Split("\n## From the field's names\n")[1].Split("\n## ")[0].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        Assert.True(rows.Count > 60, $"{rows.Count} rows");
        Assert.All(rows, row =>
        {
            var here = row.Replace("\\|", "/", StringComparison.Ordinal).Split('|')[2];
            var names = here.Split('`').Where((_, i) => i % 2 == 1).ToList();
            Assert.True(names.Count > 0 || here.StartsWith(" – ", StringComparison.Ordinal), $"neither a name nor why there is none: {row}");
            Assert.All(names, name =>
            {
                var (metric, selected) = (name.Split('{')[0], name.Contains('{', StringComparison.Ordinal) ? name.Split('{')[1] : "");
                Assert.True(metric.StartsWith("http_server_", StringComparison.Ordinal) || page.Contains($"\n| `{metric}` | ", StringComparison.Ordinal), $"{metric} does not exist: {row}");
                Assert.All(selected.Split(',', StringSplitOptions.RemoveEmptyEntries), pair => Assert.Contains(pair.Split('=')[0], labels.Of(metric)));
            });
        });
        Assert.All(FieldNames, name => Assert.Contains(rows, row => row.Split('|')[1].Contains(name, StringComparison.Ordinal)));
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
            nameof(Counter<long>) or nameof(ObservableCounter<long>) => "counter",
            nameof(Histogram<double>) => "histogram",
            _ => "gauge",
        };
        var name = new StringBuilder(instrument.Name.Replace('.', '_'));
        name.Append(instrument.Unit switch { null => "", "s" => "_seconds", var unit => "_" + unit });
        name.Append(kind == "counter" ? "_total" : "");
        return string.Create(CultureInfo.InvariantCulture, $"| `{name}` | {kind} | {instrument.Unit ?? "–"} | {instrument.Description} |\n");
    }
}
