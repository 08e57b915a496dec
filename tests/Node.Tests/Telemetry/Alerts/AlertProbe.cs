using System.Reflection;
using Node.Tests.Nodes;
using Xunit;
using Xunit.v3;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>Scrapes a node and computes the alerts that the test at hand says it shows.</summary>
/// <remarks>The time between scrapes is pretended, so that a window of an hour passes at once.</remarks>
internal sealed class AlertProbe
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ScrapeHistory _history = new();
    private readonly TestApi _api;
    private readonly IReadOnlyList<AlertRule> _rules;
    private readonly TimeProvider? _time;
    private DateTimeOffset _pretended = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TimeSpan _skipped;

    private AlertProbe(TestApi api, IReadOnlyList<AlertRule> rules, TimeProvider? time) => (_api, _rules, _time) = (api, rules, time);

    /// <summary>Makes one for a node.</summary>
    /// <param name="api">Calls it.</param>
    /// <param name="time">When scrapes are; null: pretended.</param>
    public static async Task<AlertProbe> OfAsync(TestApi api, TimeProvider? time = null)
    {
        var test = ((IXunitTestMethod)TestContext.Current.TestMethod!).Method;
        var files = await AlertFiles.ReadAsync();
        return new AlertProbe(api, [.. test.GetCustomAttribute<ShowsAttribute>()!.Alerts.Select(files.Rule)], time);
    }

    /// <summary>None of the alerts fires while all is well.</summary>
    public async Task NothingFiresAsync()
    {
        await ScrapeAsync();
        await ScrapeAsync();
        Assert.All(_rules, rule => Assert.True(Fires(rule) is [], $"{rule.Name} fires while all is well: {Show(Fires(rule))}"));
    }

    /// <summary>Waits until all fire.</summary>
    /// <param name="again">What to do between scrapes, when one fault is not enough.</param>
    public async Task AllFireAsync(Func<Task>? again = null)
    {
        await UntilAsync(again, rule => Fires(rule).Count > 0, "does not fire");
        Assert.All(_rules, HasItsSeries);
    }

    /// <summary>Waits until none fires any more, with the window of each behind.</summary>
    /// <param name="again">What to do between scrapes.</param>
    public async Task AllCeaseAsync(Func<Task>? again = null)
    {
        await UntilAsync(
            async () =>
            {
                _skipped += _rules.SelectMany(rule => rule.Tree.All).Where(node => node.Name == "MatrixSelector")
                    .Select(node => PromNode.Duration(node.Children[^1].Text)).Append(TimeSpan.Zero).Max();
                await ScrapeAsync();
                await (again?.Invoke() ?? Task.CompletedTask);
            },
            rule => Fires(rule) is [],
            "does not cease");
    }

    private async Task UntilAsync(Func<Task>? again, Func<AlertRule, bool> isSo, string what)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await (again?.Invoke() ?? Task.CompletedTask);
            await ScrapeAsync();
            if (_rules.All(isSo))
            {
                return;
            }

            Assert.True(
                TimeProvider.System.GetElapsedTime(startedAt) < Patience,
                string.Join('\n', _rules.Where(rule => !isSo(rule)).Select(rule => $"{rule.Name} {what}: {rule.Text}\nit gives: {Show(Fires(rule))}\nand there is:\n{Show(Around(rule))}")));
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    private async Task ScrapeAsync()
    {
        _pretended += Interval;
        Scrape? scrape = null;
        try
        {
            scrape = await Scrape.ReadAsync(_api);
        }
        catch (HttpRequestException)
        {
            // Nobody is there; Prometheus notes just that.
        }

        _history.Add((_time?.GetUtcNow() ?? _pretended) + _skipped, scrape);
    }

    private IReadOnlyList<PromSample> Fires(AlertRule rule) => new PromQuery(_history).Vector(rule.Tree);

    private List<PromSample> Around(AlertRule rule) =>
        [.. _history.Latest.Where(sample => rule.Tree.Selectors.Any(selector => selector.Metric == sample.Name))];

    // What the expression selects is there, with these labels: a misspelt one would be missed by an alert that fires for another reason.
    private void HasItsSeries(AlertRule rule) => Assert.All(rule.Tree.Selectors, selector => Assert.Contains(
        _history.Latest, sample => sample.Name == selector.Metric && selector.Labels.All(sample.Labels.ContainsKey)));

    private static string Show(IReadOnlyList<PromSample> samples) => samples.Count == 0 ? "nothing" : string.Join('\n', samples.Take(30));
}
