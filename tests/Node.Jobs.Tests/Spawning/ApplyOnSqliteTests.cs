using Node.Core.Storage;

namespace Node.Jobs.Tests.Spawning;

public sealed class ApplyOnSqliteTests() : ApplySuite(EngineKind.Sqlite);
