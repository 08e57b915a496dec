using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class ResumeOnSqliteTests() : ResumeSuite(EngineKind.Sqlite);
