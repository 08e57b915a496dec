using Node.Core.Storage;

namespace Node.Tests.Http;

public sealed class BadRequestsOnPostgresTests() : BadRequestsSuite(EngineKind.Postgres);
