using Node.Core.Storage;

namespace Node.Jobs.Tests.Specs;

public sealed class JobRepositoryOnPostgresTests() : JobRepositorySuite(EngineKind.Postgres);
