using Node.Core.Storage;

namespace Node.Tests.Telemetry;

public sealed class MetricsTruthOnPostgresTests() : MetricsTruthSuite(EngineKind.Postgres);
