using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class LoadedRunsOnPostgresTests() : LoadedRunsSuite(EngineKind.Postgres);
