using System.Diagnostics.Metrics;
using Node.Profiling.Files;

namespace Node.Profiling;

/// <summary>Counts what the nurse sees and does.</summary>
internal sealed class NurseMetrics
{
    /// <summary>The label of gatherings that parts of the node asked for: their reasons may be many.</summary>
    public const string Asked = "asked";

    private readonly Counter<long> _trips;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _gatherings;

    public NurseMetrics(IMeterFactory meters, ProfileFolder folder)
    {
        var meter = meters.Create("Node");
        _trips = meter.CreateCounter<long>("node.nurse.trips", description: "Times that a check of the nurse found something wrong, or a part of the node asked for profiles.");
        _faults = meter.CreateCounter<long>("node.nurse.check.faults", description: "Times that a check of the nurse threw or did not return in time.");
        _gatherings = meter.CreateCounter<long>("node.nurse.gatherings", description: "Gatherings of profiles by the nurse, by what came of them.");
        meter.CreateObservableGauge("node.nurse.bytes", () => folder.BytesUsed, description: "Bytes of profiles in the folder, as of the last look.");
    }

    public void Tripped(string check) => _trips.Add(1, new KeyValuePair<string, object?>("check", check));

    public void CheckFailed(string check, string outcome) =>
        _faults.Add(1, new KeyValuePair<string, object?>("check", check), new KeyValuePair<string, object?>("outcome", outcome));

    public void Gathered(GatherOutcome outcome) => _gatherings.Add(1, new KeyValuePair<string, object?>("outcome", outcome switch
    {
        GatherOutcome.Kept => "kept",
        GatherOutcome.NothingKept => "nothing_kept",
        GatherOutcome.Full => "full",
        GatherOutcome.Busy => "busy",
        _ => "failed",
    }));
}
