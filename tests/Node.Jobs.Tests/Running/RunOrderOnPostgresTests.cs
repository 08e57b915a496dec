using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class RunOrderOnPostgresTests() : RunOrderSuite(EngineKind.Postgres, 2);
