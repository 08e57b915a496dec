using System.Diagnostics.Metrics;
using Node.Jobs.Runs;
using Node.Jobs.Scheduling;

namespace Node.Jobs.Running;

/// <summary>Shows how much is waiting and going on; looked up when it is asked for.</summary>
internal sealed class RunnerGauges
{
    public RunnerGauges(IMeterFactory meters, RunJournal journal, LaneSet lanes, Scheduler scheduler)
    {
        var meter = meters.Create("Node.Jobs");
        meter.CreateObservableGauge("node.journal.queue", () => journal.QueueCount, description: "Acceptances and ends of runs that wait for the journal.");
        meter.CreateObservableGauge("node.lanes", () => lanes.Count, description: "Lanes in memory: jobs that have or had something to run.");
        meter.CreateObservableGauge("node.runs.executing", () => lanes.BusyCount, description: "Runs that are being executed.");
        meter.CreateObservableGauge("node.schedules", () => scheduler.Count, description: "Schedules that are kept.");
    }
}
