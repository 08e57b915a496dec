using Node.Core.Storage;

namespace Node.Jobs.Tests.Scheduling;

public sealed class ScheduleMemoryOnSqliteTests() : ScheduleMemorySuite(EngineKind.Sqlite);
