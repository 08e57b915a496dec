using Node.Core.Storage;

namespace Node.Jobs.Tests.Scheduling;

public sealed class ScheduleMemoryOnPostgresTests() : ScheduleMemorySuite(EngineKind.Postgres);
