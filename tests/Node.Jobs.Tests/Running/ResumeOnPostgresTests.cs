using Node.Core.Storage;

namespace Node.Jobs.Tests.Running;

public sealed class ResumeOnPostgresTests() : ResumeSuite(EngineKind.Postgres);
