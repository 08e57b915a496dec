using Node.Core.Storage;

namespace Node.Jobs.Tests.Specs;

public sealed class JobRepositoryOnSqliteTests() : JobRepositorySuite(EngineKind.Sqlite);
