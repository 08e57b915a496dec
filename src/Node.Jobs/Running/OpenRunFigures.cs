using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Node.Core.Services;
using Node.Core.Storage;
using Node.Jobs.Runs;

namespace Node.Jobs.Running;

/// <summary>Looks now and then how many runs are open in the database and how old the oldest are. They are those of all processes on it.</summary>
internal sealed class OpenRunFigures : Service
{
    /// <summary>How long the counts stay as they are; ages are right at any time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private static readonly RunStatus[] Open = [RunStatus.Accepted, RunStatus.Ready, RunStatus.Suspended];

    private readonly Database _database;
    private readonly OpenRunRepository _runs;
    private readonly TimeProvider _time;
    private IReadOnlyDictionary<RunStatus, OpenRunCount> _counts = new Dictionary<RunStatus, OpenRunCount>();

    public OpenRunFigures(Database database, OpenRunRepository runs, IMeterFactory meters, TimeProvider time, ILogger<OpenRunFigures> logger)
        : base("Jobs.OpenRunFigures", logger)
    {
        (_database, _runs, _time) = (database, runs, time);
        var meter = meters.Create("Node.Jobs");
        meter.CreateObservableGauge(
            "node.runs.open", () => Open.Select(state => Of(state, (double)(Find(state)?.Runs ?? 0))), description: "Runs that have not ended, of all processes on the database, by state.");
        meter.CreateObservableGauge(
            "node.runs.open.age", () => Open.Select(state => Of(state, AgeOf(state))), "s", "How long ago the oldest of them was accepted; 0 when there is none.");
    }

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var counts = await _database.ReadAsync(_runs.CountByStateAsync, cancellationToken);
            Volatile.Write(ref _counts, counts.ToDictionary(count => count.State));
        }
        catch (DbException)
        {
            // Those who need the database say so and are unhealthy; the counts stay as they were, and the ages grow.
        }
    }

    protected override Task OnStartAsync(CancellationToken startToken)
    {
        RunLoop("figures", async stopping =>
        {
            while (true)
            {
                await LookAsync(stopping);
                await Task.Delay(Interval, _time, stopping);
            }
        });
        return Task.CompletedTask;
    }

    private static Measurement<double> Of(RunStatus state, double value) =>
        new(value, new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));

    private OpenRunCount? Find(RunStatus state) => Volatile.Read(ref _counts).GetValueOrDefault(state);

    private double AgeOf(RunStatus state) =>
        Find(state) is { } count ? Math.Max(0, (_time.GetUtcNow() - count.OldestAcceptedAt).TotalSeconds) : 0;
}
