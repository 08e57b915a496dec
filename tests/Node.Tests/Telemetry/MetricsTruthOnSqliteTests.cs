using Node.Core.Storage;

namespace Node.Tests.Telemetry;

public sealed class MetricsTruthOnSqliteTests() : MetricsTruthSuite(EngineKind.Sqlite);
