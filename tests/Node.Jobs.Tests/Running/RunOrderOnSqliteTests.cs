using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class RunOrderOnSqliteTests() : RunOrderSuite(EngineKind.Sqlite, 1);
