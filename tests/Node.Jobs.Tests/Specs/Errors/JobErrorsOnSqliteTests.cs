using Node.Core.Storage;

namespace Node.Jobs.Tests.Specs.Errors;

public sealed class JobErrorsOnSqliteTests() : JobErrorsSuite(EngineKind.Sqlite);
