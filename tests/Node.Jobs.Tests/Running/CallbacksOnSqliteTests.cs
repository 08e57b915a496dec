using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class CallbacksOnSqliteTests() : CallbackSuite(EngineKind.Sqlite);
