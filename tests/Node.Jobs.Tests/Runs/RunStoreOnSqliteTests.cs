using Node.Core.Storage;

namespace Node.Jobs.Tests.Runs;

public sealed class RunStoreOnSqliteTests() : RunStoreSuite(EngineKind.Sqlite);
