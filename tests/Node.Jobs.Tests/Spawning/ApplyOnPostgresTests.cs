using Node.Core.Storage;

namespace Node.Jobs.Tests.Spawning;

public sealed class ApplyOnPostgresTests() : ApplySuite(EngineKind.Postgres);
