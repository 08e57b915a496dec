using Node.Core.Storage;

namespace Node.Jobs.Tests.Runs;

public sealed class RunStoreOnPostgresTests() : RunStoreSuite(EngineKind.Postgres);
