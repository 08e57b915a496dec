using Microsoft.Extensions.Logging.Abstractions;
using Node.Core.Storage;
using Node.Jobs.Scheduling;
using Node.Jobs.Specs;
using Xunit;

namespace Node.Jobs.Tests.Scheduling;

/// <summary>Makes schedulers and schedules for tests.</summary>
internal static class SchedulerRig
{
    public static LastTicks LastTicksOf(Database database, TimeProvider time) =>
        new(database, new LastTickRepository(), new JobRepository(), time, NullLogger<LastTicks>.Instance);

    public static Scheduler SchedulerOf(Database database, TimeProvider time) =>
        new(LastTicksOf(database, time), time, NullLogger<Scheduler>.Instance);

    public static Schedule Parse(string text)
    {
        Assert.True(ScheduleParser.TryParse(text, out var schedule, out var problem), problem);
        return schedule;
    }
}
