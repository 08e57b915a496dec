using Node.Auditing;
using Node.Core.Config;
using Node.Core.Health;
using Node.Core.Http;
using Node.Eth.Chains;
using Node.Eth.Keys;
using Node.Http;
using Node.Jobs.Bridges;
using Node.Jobs.Runs;
using Node.Jobs.Specs;
using Node.Jobs.Types.Webhook.Initiators;
using Node.Profiling;
using Node.Telemetry;

namespace Node.Composition;

/// <summary>The whole configuration. Each property is a section; every key has a default, so that an empty configuration starts a node.</summary>
public sealed record NodeOptions : IConfigSection
{
    /// <summary>Where the node keeps its files. Default: <c>./data</c>.</summary>
    public string DataFolder { get; init; } = "./data";

    /// <summary>The database.</summary>
    public DatabaseOptions Database { get; init; } = new();

    /// <summary>The HTTP server.</summary>
    public HttpOptions Http { get; init; } = new();

    /// <summary>The keystore.</summary>
    public KeystoreOptions Keystore { get; init; } = new();

    /// <summary>The chains; none by default.</summary>
    public IReadOnlyList<ChainOptions> Chains { get; init; } = [];

    /// <summary>Jobs and their versions.</summary>
    public JobsOptions Jobs { get; init; } = new();

    /// <summary>Runs of jobs.</summary>
    public RunsOptions Runs { get; init; } = new();

    /// <summary>Bridges: adapters that jobs ask by name.</summary>
    public BridgeOptions Bridges { get; init; } = new();

    /// <summary>External initiators.</summary>
    public InitiatorsOptions Initiators { get; init; } = new();

    /// <summary>Requests that jobs make to the outside.</summary>
    public OutboundHttpOptions OutboundHttp { get; init; } = new();

    /// <summary>Health checks.</summary>
    public CheckerOptions Health { get; init; } = new();

    /// <summary>Profiles of the process when something is wrong with it.</summary>
    public AutoPprofOptions AutoPprof { get; init; } = new();

    /// <summary>Metrics and traces.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>Who did what to the node, and where it is told.</summary>
    public AuditLoggerOptions AuditLogger { get; init; } = new();

    /// <summary>Logs.</summary>
    public LogOptions Log { get; init; } = new();

    /// <inheritdoc/>
    public void Validate(ConfigFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (DataFolder.Length == 0)
        {
            faults.Add(nameof(DataFolder), "is empty; write a folder, e.g. ./data");
        }

        foreach (var twice in Chains.GroupBy(chain => chain.ChainId).Where(group => group.Count() > 1))
        {
            faults.Add(nameof(Chains), $"has chain {twice.Key} more than once; keep one");
        }
    }
}
