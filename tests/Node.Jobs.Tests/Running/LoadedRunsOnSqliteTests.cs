using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class LoadedRunsOnSqliteTests() : LoadedRunsSuite(EngineKind.Sqlite);
