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
        meter.CreateObservableGauge("node.lanes.foreign", () => lanes.ForeignCount, description: "Lanes that another process on the database has; this one stands by for them.");
        meter.CreateObservableGauge("node.lanes.paused", () => lanes.PausedCount, description: "Lanes that have something to run and wait until this process has prolonged its right to run it.");
        meter.CreateObservableGauge("node.runs.executing", () => lanes.BusyCount, description: "Runs that are being executed.");
        meter.CreateObservableGauge("node.schedules", () => scheduler.Count, description: "Schedules that are kept.");
    }
}
