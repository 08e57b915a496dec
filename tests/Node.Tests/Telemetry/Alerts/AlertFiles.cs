using System.Text.Json;
using DevChain;
using DevChain.Packages;
using DevChain.Processes;
using Xunit;

namespace Node.Tests.Telemetry.Alerts;

/// <summary>The rules and the dashboard that are shipped, read by Prometheus' own grammar.</summary>
internal sealed record AlertFiles(IReadOnlyList<AlertRule> Rules, IReadOnlyList<DashboardQuery> Queries, IReadOnlyList<DashboardPanel> Panels)
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<AlertFiles>> Shipped = new(LoadAsync);

    /// <summary>Where they lie.</summary>
    public static string Folder { get; } = RepositoryFolder.Combine("docs", "operating");

    /// <summary>Reads them, once for all tests.</summary>
    public static Task<AlertFiles> ReadAsync() => Shipped.Value;

    /// <summary>The rule of a name.</summary>
    public AlertRule Rule(string name) => Assert.Single(Rules, rule => rule.Name == name);

    /// <summary>What the grammar makes of an expression.</summary>
    public static async Task<PromNode> ParseAsync(string expression)
    {
        var folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            var (rules, dashboard) = (Path.Combine(folder, "rules.yml"), Path.Combine(folder, "dashboard.json"));
            await File.WriteAllTextAsync(rules, $"groups: [ {{ name: x, rules: [ {{ alert: X, expr: '{expression}' }} ] }} ]");
            await File.WriteAllTextAsync(dashboard, """{ "panels": [] }""");
            return (await LoadAsync(rules, dashboard)).Rules[0].Tree;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<AlertFiles> LoadAsync() =>
        LoadAsync(Path.Combine(Folder, "alerts", "rules.yml"), Path.Combine(Folder, "alerts", "dashboard.json"));

    private static async Task<AlertFiles> LoadAsync(string rules, string dashboard)
    {
        var folder = RepositoryFolder.Combine("tests", "Node.Tests", "Telemetry", "Alerts", "promql");
        await NodePackages.InstallAsync(folder);
        var output = await ProgramRun.ToEndAsync(
            new ChildProcessOptions { FileName = NodePackages.Require("node"), Arguments = ["read.mjs", rules, dashboard], WorkingFolder = folder }, ReadTimeout, CancellationToken.None);
        return JsonSerializer.Deserialize<AlertFiles>(string.Concat(output), JsonSerializerOptions.Web)!;
    }
}
