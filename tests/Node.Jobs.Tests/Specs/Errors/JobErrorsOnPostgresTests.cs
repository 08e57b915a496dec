using Node.Core.Storage;

namespace Node.Jobs.Tests.Specs.Errors;

public sealed class JobErrorsOnPostgresTests() : JobErrorsSuite(EngineKind.Postgres);
