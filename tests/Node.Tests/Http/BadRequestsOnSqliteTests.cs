using Node.Core.Storage;

namespace Node.Tests.Http;

public sealed class BadRequestsOnSqliteTests() : BadRequestsSuite(EngineKind.Sqlite);
