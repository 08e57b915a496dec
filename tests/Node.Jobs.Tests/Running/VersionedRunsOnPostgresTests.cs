using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class VersionedRunsOnPostgresTests() : VersionedRunsSuite(EngineKind.Postgres);
