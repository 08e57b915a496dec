using System.Reflection;
using DevChain;
using Xunit;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>The rules, their runbooks and the dashboard fit each other and the node.</summary>
public sealed class AlertFilesTests
{
    private static readonly string[] Endings = ["_bucket", "_sum", "_count"];

    [Fact]
    public async Task Every_alert_is_shown_by_a_test_and_no_test_shows_another()
    {
        var shown = typeof(AlertFilesTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
            .SelectMany(method => method.GetCustomAttribute<ShowsAttribute>()?.Alerts ?? [])
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal((await AlertFiles.ReadAsync()).Rules.Select(rule => rule.Name).Order(StringComparer.Ordinal), shown);
    }

    [Fact]
    public async Task Every_alert_has_a_runbook_and_every_runbook_an_alert()
    {
        var rules = (await AlertFiles.ReadAsync()).Rules;
        var pages = Directory.GetFiles(Path.Combine(AlertFiles.Folder, "runbooks"), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);

        Assert.Equal(rules.Select(rule => rule.Name).Order(StringComparer.Ordinal), pages!);
        foreach (var rule in rules)
        {
            Assert.Equal($"runbooks/{rule.Name}.md", rule.Annotations["runbook"]);
            Assert.Contains(rule.Labels["severity"], (string[])["critical", "warning"]);
            Assert.True(rule.Annotations["summary"].Length > 10, rule.Name);
            var page = await File.ReadAllTextAsync(Path.Combine(AlertFiles.Folder, "runbooks", rule.Name + ".md"), TestContext.Current.CancellationToken);
            Assert.StartsWith($"# {rule.Name}\n", page, StringComparison.Ordinal);
            Assert.Contains($"\n```\n{rule.Text}\n```\n", page, StringComparison.Ordinal);
            Assert.All((string[])["## What it means", "## How to see", "## What to do"], title => Assert.Contains($"\n{title}\n", page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Every_expression_is_one_by_the_grammar_of_Prometheus()
    {
        var files = await AlertFiles.ReadAsync();

        Assert.NotEmpty(files.Rules);
        Assert.NotEmpty(files.Queries);
        Assert.All(files.Rules, rule => Assert.DoesNotContain(rule.Tree.All, node => node.IsError));
        Assert.All(files.Queries, query => Assert.DoesNotContain(query.Tree.All, node => node.IsError));
        Assert.Contains((await AlertFiles.ParseAsync("sum by (a (b) >")).All, node => node.IsError);
    }

    [Fact]
    public async Task Every_metric_and_label_in_rules_and_dashboard_is_the_nodes()
    {
        var files = await AlertFiles.ReadAsync();
        var labels = await MetricLabels.ReadAsync();
        var approved = await File.ReadAllTextAsync(RepositoryFolder.Combine("tests", "Node.Tests", "Telemetry", "approved", "metrics.txt"), TestContext.Current.CancellationToken);
        var used = files.Rules.SelectMany(rule => rule.Tree.Selectors.Select(selector => (Where: rule.Name, selector.Metric, selector.Labels)))
            .Concat(files.Queries.SelectMany(query => query.Tree.Selectors.Select(selector => (Where: query.Name, selector.Metric, selector.Labels))))
            .ToList();

        Assert.All(used.Where(use => use.Metric.StartsWith("node_", StringComparison.Ordinal)), use =>
        {
            var ending = approved.Contains($"| `{use.Metric}` |", StringComparison.Ordinal) ? null : Endings.SingleOrDefault(end => use.Metric.EndsWith(end, StringComparison.Ordinal));
            var name = ending is null ? use.Metric : use.Metric[..^ending.Length];
            Assert.Contains($"| `{name}` | {(ending is null ? "" : "histogram |")}", approved, StringComparison.Ordinal);
            var known = labels.Of(name).Concat(ScrapeHistory.Target.Keys).Append(ending == "_bucket" ? "le" : "job");
            Assert.True(!use.Labels.Except(known).Any(), $"{use.Where}: {use.Metric} has no label {string.Join(", ", use.Labels.Except(known))}");
        });

        // What is not the node's own is looked for on the page.
        await using var node = await Nodes.TestNode.StartNewAsync(options => options);
        await node.Api.GetAsync("/v2/jobs");
        var history = new ScrapeHistory();
        history.Add(DateTimeOffset.UnixEpoch, await Scrape.ReadAsync(node.Api));
        Assert.All(used.Where(use => !use.Metric.StartsWith("node_", StringComparison.Ordinal)), use => Assert.Contains(
            history.Latest, sample => sample.Name == use.Metric && use.Labels.All(sample.Labels.ContainsKey)));
    }

    [Fact]
    public async Task The_dashboard_computes_on_the_real_page()
    {
        var files = await AlertFiles.ReadAsync();
        await using var node = await Nodes.TestNode.StartNewAsync(options => options);
        var history = new ScrapeHistory();
        history.Add(DateTimeOffset.UnixEpoch, await Scrape.ReadAsync(node.Api));
        history.Add(DateTimeOffset.UnixEpoch.AddSeconds(15), await Scrape.ReadAsync(node.Api));

        Assert.Equal(files.Panels.Count, files.Panels.Select(panel => panel.Id).Distinct().Count());
        Assert.All(files.Queries, query => new PromQuery(history).Vector(query.Tree));
        Assert.True(files.Queries.Count(query => new PromQuery(history).Vector(query.Tree).Count > 0) > 10, "most panels are empty on a fresh node");
    }
}
